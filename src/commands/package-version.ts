import { existsSync, readFileSync } from 'node:fs';

/** In bundle/; above dist/, src/commands/ and build/src/commands/. */
const PLACES = ['./package.json', '../package.json', '../../package.json', '../../../package.json'];

/** The version in package.json. */
export function packageVersion(): string {
  const file = PLACES.map((place) => new URL(place, import.meta.url)).find((url) =>
    existsSync(url),
  );
  const text = file === undefined ? '' : readFileSync(file, 'utf8');
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}
