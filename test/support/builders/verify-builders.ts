import type { DifferenceCount, VerifyReport } from '../../../src/mapping/verify/report.ts';
import { COUNTED_KINDS } from '../../../src/mapping/verify/side-counts.ts';

export const aDifferenceCount = (given: Partial<DifferenceCount> = {}): DifferenceCount => ({
  kind: 'differs',
  thing: 'message',
  field: 'text',
  cause: '',
  count: 1200,
  samples: ['https://chat.example.com/_redirect/pl/post000000000000000000001'],
  places: [
    { name: 'general', type: 'public', count: 1000 },
    { name: '', type: 'private', count: 200 },
  ],
  otherPlaces: 0,
  ...given,
});

/** A report of archives with one unexplained and one expected difference. */
export const aVerifyReport = (given: Partial<VerifyReport> = {}): VerifyReport => ({
  command: 'verify',
  kind: 'zip',
  targets: ['all.zip'],
  programVersion: '1.2.3',
  madeAtMs: Date.UTC(2026, 3, 3, 1, 30),
  withText: false,
  source: {
    engine: 'mysql',
    databaseVersion: '10.11.6-MariaDB',
    database: 'mattermost',
    mattermostVersion: '8.1.2',
    siteUrl: 'https://chat.example.com',
    readAtMs: Date.UTC(2026, 3, 3, 1, 0),
    seenUpToMs: Date.UTC(2026, 3, 2, 23, 59),
  },
  archives: [{ file: 'all.zip', sizeBytes: 123_456_789, sha256: 'ab'.repeat(32) }],
  workspace: undefined,
  options: {
    include: ['public', 'private'],
    channels: [],
    excludeChannels: [],
    teams: [],
    channelNames: 'display',
    systemMessages: 'keep',
    latex: { block: true, inline: false },
    rehearsalDomain: undefined,
    plan: undefined,
    comparesBytes: false,
  },
  isClean: false,
  conversations: 2,
  account: { posts: { read: 5000, written: 3000, leftOut: { deleted: 2000 } } },
  counts: COUNTED_KINDS.map((kind, index) => ({ kind, source: 3000 - index, target: 3000 })),
  differences: [aDifferenceCount()],
  expected: [
    aDifferenceCount({ kind: 'missing', thing: 'file', field: '', cause: 'file_missing' }),
  ],
  foreign: 0,
  pickedUp: { linked: 3, fetched: 1 },
  losses: [
    { code: 'file_missing', count: 7 },
    { code: 'code_of_a_newer_version', count: 1 },
  ],
  warnings: [],
  ...given,
});
