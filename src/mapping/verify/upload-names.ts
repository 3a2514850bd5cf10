const REFUSED = /[<>:"/\\|?*\0]/g;
const LONGEST_BYTES = 255;
/** Archives of version 0.1 cut a name here. */
const FORMER_BYTES = 200;

/**
 * True for a name that a file may have under `__uploads` (FORMATS.md, The archive): what readers make of its name, or
 * as much of that as a file system takes. `isOld`: in an archive of version 0.1.
 */
export function isUploadName(found: string, name: string, isOld: boolean): boolean {
  const [wanted, kept] = [forReaders(name), found];
  if (kept === wanted || (isOld && isFormerName(kept, name))) return true;
  const mayBeCut = utf8Bytes(wanted) > (isOld ? FORMER_BYTES : LONGEST_BYTES);
  if (!mayBeCut || utf8Bytes(kept) > LONGEST_BYTES) return false;
  const dot = kept.lastIndexOf('.');
  return (
    wanted.startsWith(kept) ||
    (dot > 0 && wanted.startsWith(kept.slice(0, dot)) && wanted.endsWith(kept.slice(dot)))
  );
}

function forReaders(name: string): string {
  let shown = name.replaceAll(REFUSED, '_');
  while (shown.endsWith(' ') || shown.endsWith('.')) shown = shown.slice(0, -1);
  if (shown === '') return 'unnamed_file';
  const [beforeDot = ''] = shown.split('.', 1);
  return /^(?:CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])$/.test(beforeDot.toUpperCase())
    ? `_${shown}`
    : shown;
}

/** Archives of version 0.1 have `_` for other characters too; what is left of a name is the same. */
function isFormerName(found: string, name: string): boolean {
  const bare = (text: string): string => text.replaceAll(FORMER, '');
  const [before, after] = [bare(name), bare(found)];
  return before === after && [0, 1].includes([...found].length - [...name].length);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what was replaced.
const FORMER = /[\u0000-\u001f\u007f-\u009f/\\:*?"<>|_. ]/g;

const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;
