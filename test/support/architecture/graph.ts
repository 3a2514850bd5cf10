import type { SourceFile } from './source-file.ts';

/** Files, and for each the files it imports, types included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export function importGraph(files: readonly SourceFile[]): ImportGraph {
  return new Map(
    files.map(({ path, imports }) => [path, imports.flatMap((each) => each.path ?? [])]),
  );
}

/** Circles of imports, each as the files on the way round, the first one again at the end. */
export function circlesIn(graph: ImportGraph): readonly (readonly string[])[] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start !== -1) circles.push([...way.slice(start), file]);
    if (start !== -1 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return circles;
}

/**
 * Ways from the files that `isStart` picks to those that `isForbidden` picks, over any number of imports: one shortest
 * way for each forbidden file that is reached first, as `a <- b <- c`.
 */
export function waysTo(
  graph: ImportGraph,
  isStart: (path: string) => boolean,
  isForbidden: (path: string) => boolean,
): readonly string[] {
  const cameFrom = new Map<string, string | undefined>();
  for (const path of graph.keys()) if (isStart(path)) cameFrom.set(path, undefined);
  const found: string[] = [];
  for (const path of cameFrom.keys()) {
    if (isForbidden(path)) {
      found.push(wayOf(path, cameFrom));
      continue;
    }
    // A Map gives keys that are added while it is walked: breadth first.
    for (const next of graph.get(path) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, path);
  }
  return found;
}

function wayOf(path: string, cameFrom: ReadonlyMap<string, string | undefined>): string {
  const way = [path];
  for (let at = cameFrom.get(path); at !== undefined; at = cameFrom.get(at)) way.push(at);
  return way.join(' <- ');
}
