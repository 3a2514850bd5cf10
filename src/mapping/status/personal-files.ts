/** What a file of the work directory holds of people, the most first. */
export const PERSONAL_KINDS = [
  'texts',
  'excerpts',
  'credentials',
  'names',
  'ids',
  'images',
] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/**
 * Files with personal data, as SECURITY.md names them: a whole name, with `*` in front its end, with `/` behind a
 * folder.
 */
export const PERSONAL_FILES: Readonly<Record<PersonalKind, readonly string[]>> = {
  texts: [
    ...['*.zip', 'preview.html', 'differences.jsonl', 'pending-changes.csv'],
    ...['bulk-source.db', 'saved-posts/', 'boards/', 'playbooks/', '*.log'],
  ],
  excerpts: ['*.losses.jsonl', 'losses.jsonl', 'replay-losses.jsonl', 'files-losses.jsonl'],
  credentials: ['secrets.csv'],
  names: [
    ...['plan.json', 'plan.previous.json', 'users.csv', 'channels.csv', 'unmatched-people.csv'],
    ...['dms.csv', 'dms-request.en.txt', 'dms-request.ja.txt', 'channel-admins.csv'],
    ...['bookmarks.csv', 'favourites.csv', 'groups.csv', 'hold.csv'],
    ...['import-checklist.md', 'adopt-ambiguous.csv'],
    ...[
      'cleanup.csv',
      'integrations.csv',
      'plan.md',
      'plan.html',
      'inventory.md',
      'inventory.html',
    ],
    ...['verify.md', 'verify.html', 'verify.json'],
    ...['verify-zip.md', 'verify-zip.html', 'verify-zip.json'],
    ...['verify-workspace.md', 'verify-workspace.html', 'verify-workspace.json'],
  ],
  ids: [
    ...['*.post-index.csv', 'post-index.csv', 'zip-posts.db', 'ledger.db', '*.manifest.jsonl'],
    ...['differences.head.json', 'files-manifest.jsonl', 'served-files.jsonl'],
  ],
  images: ['emoji/', 'emoji-index.csv', 'pictures/'],
};

/**
 * Finds out what an entry of the work directory holds of people; undefined for what the program does not write, or
 * what holds nothing of them. A folder's name ends with `/`. What SQLite keeps beside a database, and what a run has
 * not finished, hold what the file itself holds.
 */
export function personalKindOf(name: string): PersonalKind | undefined {
  const whole = name
    .replace(/(?:\.[^.]+-\d+-[0-9a-f]{8})?\.(?:part|former)$/, '')
    .replace(/(?:\.next)?\.db(?:-wal|-shm|-journal)?$/, '.db');
  return PERSONAL_KINDS.find((kind) => PERSONAL_FILES[kind].some((each) => isNamed(whole, each)));
}

const isNamed = (name: string, pattern: string): boolean =>
  pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern;
