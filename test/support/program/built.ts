import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import config from '../../../rolldown.config.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const CLI = join(ROOT, 'dist/cli.js');
if (!existsSync(CLI)) throw new Error(`${CLI} is not there: npm run build`);

/**
 * What Node.js is started with to run the program. V8 waits longer than by default (135,168) before it optimises a
 * function: most runs of a test end before that has paid (a tenth of the processor time of zip, a quarter of plan's).
 */
export const PROGRAM: readonly string[] = ['--interrupt-budget=1000000', CLI];

/** Source files built as the program is, for processes and threads that run a piece of it alone. */
export interface BuiltPieces {
  /** The path of the built `lock` of `src/importers/ledger/lock.ts`. */
  path(name: string): string;
  remove(): Promise<void>;
}

/** Builds files of src/, each with a name of its own, into a folder from which packages are found. */
export async function buildPieces(sources: readonly string[]): Promise<BuiltPieces> {
  await mkdir(join(ROOT, 'build'), { recursive: true });
  const dir = await mkdtemp(join(ROOT, 'build', 'pieces-'));
  const named = sources.map((source) => [basename(source, '.ts'), join(ROOT, source)] as const);
  await build({ ...config, input: Object.fromEntries(named), output: { dir } });
  return {
    path: (name) => join(dir, `${name}.js`),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
