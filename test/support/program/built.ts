import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the build makes of a source file: `new URL('../../src/cli.ts', import.meta.url)` names it. */
export function builtFrom(source: URL): string {
  const built = fileURLToPath(source).replace(/\/src\/(.*)\.ts$/, '/dist/$1.js');
  if (!existsSync(built)) throw new Error(`${built} is not there: was its source moved?`);
  return built;
}

/** The program itself. */
export const CLI = builtFrom(new URL('../../../src/cli.ts', import.meta.url));
