import { beginInBytes, FILE_NAME_BYTES } from '../text.ts';

const MAX_ENDING_BYTES = 20;

/** Names of devices on Windows, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)/i;

/**
 * Name of a file under `__uploads`, made as slackdump does (source/filestorage.go, SanitizeFilename), which looks for the
 * file under the name that it makes of `files[].name`: characters that some system refuses are `_`, blanks and dots at
 * the end are dropped, a device gets `_` before it, and nothing becomes `unnamed_file`. Besides, NUL is `_` and a name
 * that no file system takes is cut. The result leads to no other folder.
 */
export function uploadName(name: string): string {
  const plain = name.replace(/[<>:"/\\|?*\0]/g, '_');
  return inFileSystem(withoutEnd(plain)).replace(DEVICE, '_$&') || 'unnamed_file';
}

const withoutEnd = (name: string): string => name.replace(/[ .]+$/, '');

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Cuts a name that is too long and keeps a short ending. */
function inFileSystem(name: string): string {
  if (bytesOf(name) <= FILE_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && bytesOf(name.slice(dot)) <= MAX_ENDING_BYTES ? name.slice(dot) : '';
  const stem = name.slice(0, name.length - ending.length);
  return withoutEnd(beginInBytes(stem, FILE_NAME_BYTES - bytesOf(ending)) + ending);
}
