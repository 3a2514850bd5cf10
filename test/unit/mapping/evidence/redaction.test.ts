import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  kindOfFile,
  makeArchiveAlias,
  redactedName,
} from '../../../../src/mapping/evidence/kinds.ts';
import { redactJson } from '../../../../src/mapping/evidence/redact-json.ts';
import { redactJsonLine, redactRecord } from '../../../../src/mapping/evidence/redact-lines.ts';
import { redactManifestLine } from '../../../../src/mapping/evidence/redact-manifest.ts';
import { verifyJson } from '../../../../src/reports/verify/json.ts';
import { aPlan, aPlannedPerson, planToJson } from '../../../support/builders/plan-builders.ts';
import { aVerifyReport } from '../../../support/builders/verify-builders.ts';
import { notEmpty } from '../../../support/not-empty.ts';

const FILES = [
  ...['plan.json', 'plan.previous.json', 'plan.md', 'plan.html', 'users.csv', 'channels.csv'],
  ...['channel-admins.csv', 'bookmarks.csv', 'favourites.csv', 'groups.csv'],
  ...['unmatched-people.csv', 'inventory.md', 'inventory.html', 'import-checklist.md'],
  ...[
    'all.zip.manifest.jsonl',
    'verify.json',
    'verify.md',
    'verify.html',
    'differences.jsonl',
    'differences.head.json',
  ],
  ...['losses.jsonl', 'replay-losses.jsonl', 'files-losses.jsonl', 'all.zip.losses.jsonl'],
  ...['post-index.csv', 'pending-changes.csv', 'adopt-ambiguous.csv', 'files-manifest.jsonl'],
  ...['served-files.jsonl', 'emoji-index.csv', 'night.log'],
  'index.html',
  ...['log/zip-20261129T041408Z.jsonl', 'log/sync-20261129T041408Z-2.jsonl'],
];

/** What people might write: names in small letters that look like codes, addresses, texts, file names. */
const secret = fc
  .tuple(
    fc.constantFrom('zoe', 'layoffs', 'ZOE LOVELACE', 'salaries', '山田', 'acme'),
    fc.constantFrom(
      '',
      '@example.com',
      '.xlsx',
      ' said: fire everybody',
      '/2024-01-31.json',
      '.zip',
    ),
  )
  .map((parts) => parts.join(''));
/** A value of any shape in which every text is a secret. */
const poisoned = fc.letrec((tie) => ({
  value: fc.oneof(secret, fc.integer(), fc.boolean(), tie('list'), tie('section')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  section: fc.dictionary(fc.constantFrom(...keysOfAllFiles()), tie('value'), { maxKeys: 6 }),
})).value;

/** Keys that occur in the files, and some that do not. */
function keysOfAllFiles(): readonly string[] {
  const keys = new Set([
    'salaries',
    'zoe',
    'name',
    'value',
    'old',
    'new',
    'link',
    'archive',
    'file',
  ]);
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        keys.add(key);
        walk(inner);
      }
    }
  };
  walk(JSON.parse(planToJson(aPlan())));
  walk(JSON.parse(verifyJson(aVerifyReport(), 'en')));
  return [...keys];
}

const SECRETS = /zoe|layoffs|lovelace|salaries|山田|acme|example|xlsx|fire|\.zip/i;
const redactors = (text: string): readonly string[] => {
  const aliasOf = makeArchiveAlias();
  const record: Record<string, unknown> = JSON.parse(text);
  const cells = Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, String(value)]),
  );
  const ofKinds = FILES.flatMap((name) => {
    const kind = kindOfFile(name);
    if (typeof kind === 'string') throw new Error(`${name} is ${kind}`);
    const { redacted } = kind;
    if (redacted.how === 'json-lines') return [redactJsonLine(text, redacted.fields)];
    return redacted.how === 'csv' ? [redactRecord(cells, redacted.fields)] : [];
  });
  const manifests = ['entry', 'archive', 'tie', 'manifest', 'account', 'zoe'].map((kind) =>
    redactManifestLine(JSON.stringify({ ...record, kind }), aliasOf).replaceAll(
      /archive-\d+\.zip/g,
      '',
    ),
  );
  return [...ofKinds, ...manifests, JSON.stringify(redactJson(record))];
};

describe('evidence without names', () => {
  it('holds no text that somebody wrote, whatever key or file it is under', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keysOfAllFiles()), poisoned), (record) => {
        for (const text of notEmpty(redactors(JSON.stringify(record)))) {
          expect(text).not.toMatch(SECRETS);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps ids, codes, numbers and checksums', () => {
    const loss = {
      code: 'file_missing',
      post: 'y'.repeat(26),
      channel: 'b'.repeat(26),
      old: 'zoe',
    };
    const losses = kindOfFile('losses.jsonl');
    if (typeof losses === 'string' || losses.redacted.how !== 'json-lines') throw new Error('no');
    expect(JSON.parse(redactJsonLine(JSON.stringify(loss), losses.redacted.fields))).toEqual({
      code: 'file_missing',
      post: 'y'.repeat(26),
      channel: 'b'.repeat(26),
    });
    const aliasOf = makeArchiveAlias();
    const line = (value: object): unknown =>
      JSON.parse(redactManifestLine(JSON.stringify(value), aliasOf));
    const sum = { sizeBytes: 12, sha256: 'ab'.repeat(32) };
    const entry = { kind: 'entry', archive: 'acme.zip', name: 'layoffs/2024-01-31.json', ...sum };
    expect(line(entry)).toEqual({
      ...{ kind: 'entry', archive: 'archive-1.zip', name: '(conversation)/2024-01-31.json' },
      ...sum,
    });
    expect(line({ ...entry, name: '__uploads/F0123456789AB/salaries.xlsx' })).toMatchObject({
      name: '__uploads/F0123456789AB/(file)',
    });
    expect(line({ kind: 'archive', file: 'acme.zip', ...sum })).toEqual({
      ...{ kind: 'archive', file: 'archive-1.zip' },
      ...sum,
    });
    const account = { posts: { read: 3, written: 2, leftOut: { deleted: 1 } } };
    expect(line({ kind: 'account', account })).toEqual({ kind: 'account', account });
  });

  it('keeps the decisions of a plan by ids, and the counts of verify', () => {
    const person = aPlannedPerson({ action: 'name-only' });
    const plan = redactJson(JSON.parse(planToJson(aPlan({ people: [person] }))));
    expect(plan).toMatchObject({
      ...{ kind: 'mm2slack-plan', version: 1 },
      people: [{ action: 'name-only', posts: person.posts }],
    });
    const report = aVerifyReport();
    expect(redactJson(JSON.parse(verifyJson(report, 'en')))).toMatchObject({
      ...{ kind: 'mm2slack-verify', isClean: false, account: report.account },
      counts: report.counts,
      target: { archives: [{ sha256: report.archives[0]?.sha256 }] },
      differences: [{ kind: 'differs', thing: 'message', field: 'text', count: 1200 }],
    });
  });

  it.each([
    ['10.11.19-MariaDB-0+deb12u1', '10.11.19-MariaDB-0+deb12u1'],
    ['PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64, compiled by zoe', 'PostgreSQL 15.18'],
    ['8.0.36', '8.0.36'],
    ['PostgreSQL of acme', undefined],
  ])('has the version of the database, but not who built it: %s', (databaseVersion, kept) => {
    expect(redactJson({ source: { databaseVersion } })).toEqual({
      source: kept === undefined ? {} : { databaseVersion: kept },
    });
  });

  it('has the post of a permalink in place of the address', () => {
    const index = kindOfFile('post-index.csv');
    if (typeof index === 'string' || index.redacted.how !== 'csv') throw new Error('no');
    const post = 'y'.repeat(26);
    const record = {
      permalink: `https://chat.acme.example/tokyo/pl/${post}`,
      ...{ conversation: 'layoffs', conversation_id: 'C0123456789', ts: '1.000100', thread_ts: '' },
    };
    expect(redactRecord(record, index.redacted.fields)).toBe(`${post},C0123456789,1.000100,\r\n`);
  });

  it('gives numbers to files that are named after an archive', () => {
    const aliasOf = makeArchiveAlias();
    const shown = ['acme.zip.manifest.jsonl', 'acme.zip.losses.jsonl', 'b.zip.manifest.jsonl'].map(
      (name) => {
        const kind = kindOfFile(name);
        return typeof kind === 'string' ? kind : redactedName(name, kind, aliasOf);
      },
    );
    expect(shown).toEqual([
      ...['archive-1.zip.manifest.jsonl', 'archive-1.zip.losses.jsonl'],
      'archive-2.zip.manifest.jsonl',
    ]);
  });
});

describe('a file of the work directory', () => {
  it.each(FILES)('%s is packed', (name) => {
    expect(kindOfFile(name)).toHaveProperty('redacted');
  });

  it.each([
    ['secrets.csv', 'holds-secrets'],
    ['ledger.db', 'working-state'],
    ['ledger.db-wal', 'working-state'],
    ['ledger.db.lock', 'working-state'],
    ['zip-posts.db', 'working-state'],
    ['files-manifest.jsonl.part', 'working-state'],
    ['all.zip.01234567-12-89abcdef.part', 'working-state'],
    ['mm2slack.yaml', 'unknown'],
    ['config.json', 'unknown'],
    ['.env', 'unknown'],
    ['notes.txt', 'unknown'],
    ['log/notes.jsonl', 'unknown'],
    ['log/people.losses.jsonl', 'unknown'],
    ['plan.json.bak', 'unknown'],
  ])('%s is not packed: %s', (name, reason) => {
    expect(kindOfFile(name)).toBe(reason);
  });
});
