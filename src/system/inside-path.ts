import { realpath } from 'node:fs/promises';
import { isAbsolute, join, normalize, relative } from 'node:path';

/**
 * The path of a file inside its folder, normalised as Mattermost itself does; undefined when it is empty, absolute,
 * leaves the folder or holds a NUL.
 */
export function insidePath(path: string): string | undefined {
  if (path === '' || path.includes('\0') || isAbsolute(path)) return undefined;
  const normal = normalize(path);
  return leaves(normal) ? undefined : normal;
}

/**
 * The real path of a file in the folder at `root`, itself a real path; undefined when the file lies outside of it, by its
 * path or by a link. Throws the error of Node when there is no such file.
 */
export async function realPathInside(root: string, path: string): Promise<string | undefined> {
  const inside = insidePath(path);
  if (inside === undefined) return undefined;
  const target = await realpath(join(root, inside));
  return leaves(relative(root, target)) ? undefined : target;
}

/** Whether a relative, normalised path leads out of where it starts. */
function leaves(normal: string): boolean {
  return normal === '..' || normal.startsWith('../');
}
