import {
  isAnyId,
  isCode,
  isMattermostId,
  isMimeType,
  isMoment,
  isSha256,
  isSlackId,
  isTs,
  isTsList,
} from './checks.ts';
import type { KeptFields } from './redact-lines.ts';

/** What becomes of a file in evidence without names, addresses and texts. */
export type RedactedForm =
  | { readonly how: 'left-out' }
  | { readonly how: 'log' }
  | { readonly how: 'json' }
  | { readonly how: 'manifest' }
  | { readonly how: 'json-lines'; readonly fields: KeptFields }
  | { readonly how: 'csv'; readonly fields: KeptFields };

/** A kind of file of the work directory. */
export interface EvidenceKind {
  /** A whole name, or with `*` in front the end of a name that begins with the name of an archive. */
  readonly name: string;
  readonly redacted: RedactedForm;
  /** True for output of runs that people kept. */
  readonly isLog?: true;
}

const LEFT_OUT: RedactedForm = { how: 'left-out' };
const JSON_FORM: RedactedForm = { how: 'json' };

const LOSSES: RedactedForm = {
  how: 'json-lines',
  fields: { code: isCode, post: isMattermostId, channel: isMattermostId },
};

const POST_INDEX: RedactedForm = {
  how: 'csv',
  fields: { post: isMattermostId, conversation_id: isSlackId, ts: isTs, thread_ts: isTs },
};

/** Logs of runs, by the names that the program gives them. */
const LOG_NAME = /^log\/[a-z-]+-\d{8}T\d{6}Z(?:-\d)?\.jsonl$/;

/**
 * Files that are packed, and what of them is left without names, addresses and texts. A file without a line here is
 * left out: nothing is known about what it holds.
 */
const EVIDENCE_KINDS: readonly EvidenceKind[] = [
  { name: 'plan.json', redacted: JSON_FORM },
  { name: 'plan.previous.json', redacted: JSON_FORM },
  { name: 'plan.md', redacted: LEFT_OUT },
  { name: 'plan.html', redacted: LEFT_OUT },
  { name: 'users.csv', redacted: LEFT_OUT },
  { name: 'channels.csv', redacted: LEFT_OUT },
  { name: 'unmatched-people.csv', redacted: LEFT_OUT },
  { name: 'dms.csv', redacted: LEFT_OUT },
  { name: 'channel-admins.csv', redacted: LEFT_OUT },
  { name: 'bookmarks.csv', redacted: LEFT_OUT },
  { name: 'favourites.csv', redacted: LEFT_OUT },
  { name: 'groups.csv', redacted: LEFT_OUT },
  { name: 'dms-request.en.txt', redacted: LEFT_OUT },
  { name: 'dms-request.ja.txt', redacted: LEFT_OUT },
  { name: 'cleanup.csv', redacted: LEFT_OUT },
  { name: 'integrations.csv', redacted: LEFT_OUT },
  { name: 'inventory.md', redacted: LEFT_OUT },
  { name: 'inventory.html', redacted: LEFT_OUT },
  { name: 'import-checklist.md', redacted: LEFT_OUT },
  { name: 'index.html', redacted: LEFT_OUT },
  { name: '*.manifest.jsonl', redacted: { how: 'manifest' } },
  { name: 'verify.json', redacted: JSON_FORM },
  { name: 'verify.md', redacted: LEFT_OUT },
  { name: 'verify.html', redacted: LEFT_OUT },
  { name: 'verify-zip.json', redacted: JSON_FORM },
  { name: 'verify-zip.md', redacted: LEFT_OUT },
  { name: 'verify-zip.html', redacted: LEFT_OUT },
  { name: 'verify-workspace.json', redacted: JSON_FORM },
  { name: 'verify-workspace.md', redacted: LEFT_OUT },
  { name: 'verify-workspace.html', redacted: LEFT_OUT },
  {
    name: 'differences.jsonl',
    redacted: {
      how: 'json-lines',
      fields: {
        ...{ kind: isCode, thing: isCode, field: isCode, cause: isCode },
        ...{ post: isMattermostId, channel: isMattermostId, slack_channel: isSlackId, ts: isTs },
      },
    },
  },
  { name: 'differences.head.json', redacted: JSON_FORM },
  { name: 'losses.jsonl', redacted: LOSSES },
  { name: 'replay-losses.jsonl', redacted: LOSSES },
  { name: 'files-losses.jsonl', redacted: LOSSES },
  { name: '*.losses.jsonl', redacted: LOSSES },
  { name: 'post-index.csv', redacted: POST_INDEX },
  { name: '*.post-index.csv', redacted: POST_INDEX },
  {
    name: 'pending-changes.csv',
    redacted: {
      how: 'csv',
      fields: { change: isCode, post: isMattermostId, channel: isMattermostId, ts: isTs },
    },
  },
  {
    name: 'adopt-ambiguous.csv',
    redacted: {
      how: 'csv',
      fields: {
        post: isMattermostId,
        slack_channel: isSlackId,
        candidates: isTsList,
        problem: isCode,
      },
    },
  },
  {
    name: 'files-manifest.jsonl',
    redacted: {
      how: 'json-lines',
      fields: {
        ...{ id: isMattermostId, post: isMattermostId, channel: isMattermostId, legacy: isCode },
        ...{ sizeBytes: isCode, mimeType: isMimeType, sha256: isSha256, state: isCode },
        ...{ storedBytes: isCode },
      },
    },
  },
  {
    name: 'served-files.jsonl',
    redacted: {
      how: 'json-lines',
      fields: {
        ...{ at: isMoment, file: isAnyId, method: isCode, status: isCode, start: isCode },
        ...{ bytes: isCode, size: isCode, whole: isCode },
      },
    },
  },
  { name: 'emoji-index.csv', redacted: LEFT_OUT },
  { name: '*.log', redacted: LEFT_OUT, isLog: true },
];

/** Files of the work directory that are known and never packed, in the words of the report. */
const NEVER_PACKED: readonly (readonly [pattern: RegExp, reason: LeaveOutReason])[] = [
  [/^secrets\.csv$/, 'holds-secrets'],
  [/^(?:ledger|zip-posts)(?:\.next)?\.db(?:-wal|-shm|-journal)?$/, 'working-state'],
  [/^evidence\.json$/, 'working-state'],
  [/\.lock(?:\..*)?$/, 'working-state'],
  [/\.(?:part|former)$/, 'working-state'],
];

/** Why a file is not in the evidence. */
export const LEAVE_OUT_REASONS = [
  'unknown',
  'holds-secrets',
  'holds-names',
  'working-state',
  'not-a-file',
] as const;
export type LeaveOutReason = (typeof LEAVE_OUT_REASONS)[number];

/** Finds out what a file of the work directory is by its name: a kind, or why it is not packed. */
export function kindOfFile(name: string): EvidenceKind | LeaveOutReason {
  const never = NEVER_PACKED.find(([pattern]) => pattern.test(name));
  if (never !== undefined) return never[1];
  if (LOG_NAME.test(name)) return { name, redacted: { how: 'log' }, isLog: true };
  return EVIDENCE_KINDS.find((kind) => isOfKind(name, kind)) ?? 'unknown';
}

const isOfKind = (name: string, kind: EvidenceKind): boolean =>
  kind.name.startsWith('*')
    ? name.endsWith(kind.name.slice(1)) && !name.includes('/')
    : name === kind.name;

/** Names of archives, replaced by numbers: people choose them. */
export type ArchiveAlias = (archive: string) => string;

/**
 * Makes names for archives in their order, the same for each mention of one: file names can say what a company does.
 */
export function makeArchiveAlias(): ArchiveAlias {
  const known = new Map<string, string>();
  return (archive) => {
    const alias = known.get(archive) ?? `archive-${known.size + 1}.zip`;
    known.set(archive, alias);
    return alias;
  };
}

/** Name of a file in evidence without names. */
export function redactedName(name: string, kind: EvidenceKind, aliasOf: ArchiveAlias): string {
  if (!kind.name.startsWith('*')) return name;
  const end = kind.name.slice(1);
  return `${aliasOf(name.slice(0, -end.length))}${end}`;
}
