import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What package-lock.json has about an installed package. */
const lockedShape = z.looseObject({
  version: z.string(),
  integrity: z.string().optional(),
});

type Locked = z.infer<typeof lockedShape>;

/** A registry that knows the locked versions alone, so that npm asks for nothing else; stop it at the end. */
export interface LockedRegistry {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Serves the entries of package-lock.json by their place below `node_modules/` as a registry describes packages. The
 * contents come from npm's cache, by their digest; an address that is asked for all the same gets 404.
 */
export async function startLockedRegistry(
  packages: Readonly<Record<string, unknown>>,
): Promise<LockedRegistry> {
  const versions = versionsByName(packages);
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '').slice(1));
    const known = versions.get(name);
    if (known === undefined) return void response.writeHead(404).end('{}');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(described(name, known, url)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { url, stop };
}

function versionsByName(
  packages: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, readonly Locked[]> {
  const versions = new Map<string, readonly Locked[]>();
  for (const [place, entry] of Object.entries(packages)) {
    const name = place.split('node_modules/').at(-1) ?? '';
    if (name === '') continue;
    versions.set(name, [...(versions.get(name) ?? []), lockedShape.parse(entry)]);
  }
  return versions;
}

/** The document of a package; its versions in any order, the last of the lock as the latest. */
function described(name: string, locked: readonly Locked[], url: string): object {
  const each = locked.map((entry) => [
    entry.version,
    { ...entry, name, dist: { tarball: `${url}/${name}.tgz`, integrity: entry.integrity } },
  ]);
  return {
    name,
    'dist-tags': { latest: locked.at(-1)?.version },
    versions: Object.fromEntries(each),
  };
}
