import { parseDayFileName } from '../../slack/export-format.ts';
import { isMattermostId, isSha256, isSlackId, isTs } from './checks.ts';
import type { ArchiveAlias } from './kinds.ts';
import { redactJson } from './redact-json.ts';
import { objectOf, redactJsonLine } from './redact-lines.ts';

/** Lists at the root of an archive. */
const LISTS: ReadonlySet<string> = new Set(
  'users channels groups mpims dms integration_logs canvases file_conversations'
    .split(' ')
    .map((list) => `${list}.json`),
);

/** Removes names from one line of a manifest; '' for a line that cannot be read. */
export function redactManifestLine(line: string, aliasOf: ArchiveAlias): string {
  const read = objectOf(line);
  if (read === undefined) return '';
  const { kind } = read;
  if (kind === 'entry') {
    const { sizeBytes, sha256 } = read;
    const named = { archive: aliasOf(String(read['archive'])), name: entryName(read['name']) };
    return lineOf({ kind, ...named, ...safeSum(sizeBytes, sha256) });
  }
  if (kind === 'archive') {
    const { sizeBytes, sha256 } = read;
    return lineOf({ kind, file: aliasOf(String(read['file'])), ...safeSum(sizeBytes, sha256) });
  }
  if (kind === 'tie') {
    return redactJsonLine(line, {
      kind: (text) => text === 'tie',
      postId: isMattermostId,
      ts: isTs,
    });
  }
  return lineOf(redactJson(read));
}

const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;

const safeSum = (sizeBytes: unknown, sha256: unknown) => ({
  ...(typeof sizeBytes === 'number' ? { sizeBytes } : {}),
  ...(typeof sha256 === 'string' && isSha256(sha256) ? { sha256 } : {}),
});

/** Name of an entry without that of a conversation or a file: `(conversation)/2024-01-31.json`. */
function entryName(name: unknown): string {
  if (typeof name !== 'string') return '';
  if (LISTS.has(name)) return name;
  const day = parseDayFileName(name)?.day;
  if (day !== undefined) return `(conversation)/${day}.json`;
  const [folder, id = ''] = name.split('/');
  return folder === '__uploads' && isSlackId(id) ? `__uploads/${id}/(file)` : '(entry)';
}
