import type { SlackFileId } from './slack.ts';

/** Bytes of a name that every file system takes. */
const NAME_BYTES = 200;
/** Windows opens its devices under these, whatever follows the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * Where a file's bytes lie in an archive for keeping: `__uploads/<file id>/<name>`, as readers of such archives
 * look for them. The name can lead nowhere else, whatever it held.
 */
export function bundledName(id: SlackFileId, name: string): string {
  return `__uploads/${id}/${safeName(name)}`;
}

/** The name with everything replaced that some system takes for more than a letter; never empty, never dots alone. */
export function safeName(name: string): string {
  const plain = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced.
    .replace(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|]/g, '_')
    .replace(DEVICE, (device) => `_${device}`)
    .replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  return cutBytes(plain || '_');
}

/** Short enough, with its ending: the beginning gives way. */
function cutBytes(name: string): string {
  const size = (text: string): number => new TextEncoder().encode(text).length;
  if (size(name) <= NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && size(name.slice(dot)) <= 20 ? name.slice(dot) : '';
  let begin = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    if (size(begin + character + ending) > NAME_BYTES) break;
    begin += character;
  }
  return begin + ending;
}
