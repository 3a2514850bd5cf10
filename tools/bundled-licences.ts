import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin } from 'rolldown';
import { z } from 'zod';

/** Licences that ask for their text beside the code, and for nothing else. */
const USABLE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
];

/** The file of dist/ that holds them. */
export const LICENCES_FILE = 'LICENCES-OF-PACKAGES.txt';

/** A package whose code is part of dist/. */
interface BundledPackage {
  readonly folder: string;
  readonly name: string;
}

/** The package that a file below node_modules belongs to; undefined for a file of the project's own. */
export function packageOf(path: string): BundledPackage | undefined {
  const [, folder, name] =
    /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//s.exec(path.split(sep).join('/')) ?? [];
  return folder === undefined || name === undefined ? undefined : { folder, name };
}

/** Writes the licences of the bundled packages beside the code, as they ask for. */
export function licencesOfPackages(): Plugin {
  return {
    name: 'licences-of-packages',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: licencesOf(modules) });
    },
  };
}

/**
 * The licences of the packages that modules belong to, each once. An error for a package without a licence or with one
 * that may ask for more.
 */
export function licencesOf(modulePaths: Iterable<string>): string {
  const packages = new Map<string, BundledPackage>();
  for (const path of modulePaths) {
    const found = packageOf(path);
    if (found !== undefined) packages.set(found.folder, found);
  }
  const inOrder = [...packages.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return inOrder.map(licenceOf).join('\n');
}

const packageShape = z.looseObject({
  version: z.string(),
  license: z.string(),
  repository: z.looseObject({ url: z.string() }).optional().catch(undefined),
});

/** Name, version and licence of a package as the file has them; an error when it may not be bundled. */
export function licenceOf({ folder, name }: BundledPackage): string {
  const own = packageShape.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const { version, license } = own;
  const text = licenceText(folder) ?? siblingText(folder, own);
  if (text === undefined || !USABLE.includes(license)) {
    const where = text === undefined ? 'without a text' : 'with a text';
    throw new Error(`${name} cannot be bundled: its licence is ${license}, ${where}`);
  }
  return `${name} ${version} (${license})\n\n${text.trim()}\n\n${'-'.repeat(72)}\n`;
}

/** The text in a file of its own, or in the README's section of that name. */
function licenceText(folder: string): string | undefined {
  const files = readdirSync(folder);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const own = files.find((file) => /^licen[cs]e(?:\.\w+)?$/i.test(file));
  if (own !== undefined) return read(own);
  const readme = files.find((file) => /^readme\.md$/i.test(file));
  return readme === undefined ? undefined : /^#+ *licen[cs]e\n(.+)/ims.exec(read(readme))?.[1];
}

/** The text that another package of the same repository and licence has: some leave it out. */
function siblingText(folder: string, own: z.infer<typeof packageShape>): string | undefined {
  const around = join(folder, '..');
  for (const name of readdirSync(around).sort()) {
    const file = join(around, name, 'package.json');
    if (own.repository === undefined || !existsSync(file)) continue;
    const its = packageShape.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
    if (its?.license !== own.license || its.repository?.url !== own.repository.url) continue;
    const text = licenceText(join(around, name));
    if (text !== undefined) return text;
  }
  return undefined;
}
