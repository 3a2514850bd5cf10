import { isAbsolute, normalize } from 'node:path';

/**
 * The path of a file inside its store, normalised as Mattermost itself does; undefined when it is empty,
 * absolute, leaves the store or holds a NUL.
 */
export function insidePath(path: string): string | undefined {
  if (path === '' || path.includes('\0') || isAbsolute(path)) return undefined;
  const normal = normalize(path);
  return leaves(normal) ? undefined : normal;
}

/** Whether a relative, normalised path leads out of where it starts. */
export function leaves(normal: string): boolean {
  return normal === '..' || normal.startsWith('../');
}
