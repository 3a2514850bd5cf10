import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'rolldown';
import { LICENCES_FILE, licencesOf } from './bundled-licences.ts';
import { ENTRIES, NEVER_INSTALLED } from './entries.ts';
import { plainFields } from './plain-fields.ts';

const NATIVE = '@libsql';
const isNative = (id: string): boolean => id.startsWith(`${NATIVE}/`);

/** Bundles one entry file with all that it needs; the modules that it is made of, by path. */
async function bundleEntry(name: string, input: string, file: string): Promise<readonly string[]> {
  const { output } = await build({
    input: { [name]: input },
    platform: 'node',
    external: (id) => isBuiltin(id) || NEVER_INSTALLED.includes(id) || isNative(id),
    plugins: [plainFields()],
    output: { file, codeSplitting: false },
    logLevel: 'warn',
  });
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}

/**
 * Makes the program for a host without npm in an empty folder: `node mm2slack.mjs`, with every package in the file. A
 * thread needs a file of its own, and libsql's native code lies where libsql asks for it, for each platform that npm has
 * installed here. Runs in the project's folder.
 */
export async function makeBundle(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });

  const modules = new Set<string>();
  for (const [name, input] of Object.entries(ENTRIES)) {
    const file = join(folder, name === 'cli' ? 'mm2slack.mjs' : `${name}.js`);
    for (const path of await bundleEntry(name, input, file)) modules.add(path);
  }

  const natives = await readdir(join('node_modules', NATIVE));
  for (const name of natives) {
    const place = join('node_modules', NATIVE, name);
    await cp(place, join(folder, place), { recursive: true });
  }

  // Without `type`, Node would take the threads' files for CommonJS; the version is what `mm2slack version` says.
  const { name, version, license } = JSON.parse(await readFile('package.json', 'utf8'));
  const about = { name, version, license, type: 'module' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(about));
  await writeFile(join(folder, LICENCES_FILE), licencesOf(modules));
  await cp('LICENSE', join(folder, 'LICENSE'));
}
