import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { checkArchive } from '../support/archive/check-archive.ts';
import { textOf } from '../support/archive/json.ts';
import { readArchive, type SlackArchive } from '../support/archive/read-archive.ts';
import { notEmpty } from '../support/not-empty.ts';
import { problemsOf, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

const ALL_TYPES = 'public,private,direct,group';

let database: TestDatabase;
let folder: ScratchFolder;
const open: SlackArchive[] = [];

beforeAll(async () => {
  folder = await makeScratchFolder();
  database = await createDatabase('mysql', 'zip_options');
  await loadWorkspace('mysql', '8.1', database.run, { broken: true, priority: true });
});
afterAll(async () => {
  for (const archive of open) archive.close();
  await database.drop();
  await folder.remove();
});

async function zip(name: string, ...flags: readonly string[]) {
  const out = folder.join(`${name}.zip`);
  const work = folder.join(`${name}-work`);
  const run = await runCli([
    ...['zip', '--source', database.readerUrl, '--out', out, '--work', work, '--json'],
    ...flags,
  ]);
  expect(run.stderr).toBe('');
  expect(run.exitCode).toBe(0);
  return { report: JSON.parse(run.stdout), out, work };
}

async function read(path: string): Promise<SlackArchive> {
  const archive = await readArchive(path);
  open.push(archive);
  return archive;
}

async function textsOf(archive: SlackArchive): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const conversation of archive.conversations) {
    for await (const message of archive.messages(conversation)) {
      texts.push(textOf(message, 'text') ?? '');
    }
  }
  return texts;
}

describe('zip without --include', () => {
  it('leaves direct and group messages where they are', async () => {
    const { report, out } = await zip('default');
    const archive = await read(out);
    expect(archive.dms).toEqual([]);
    expect(archive.mpims).toEqual([]);
    expect(report.account.posts.leftOut['not-selected']).toBeGreaterThan(0);
    expect(await checkArchive(archive)).toEqual([]);
  });
});

describe('zip --split-by visibility', () => {
  it('makes one archive for public and one for private conversations, each complete by itself', async () => {
    const { report } = await zip('split', '--split-by', 'visibility', '--include', ALL_TYPES);
    const publicArchive = await read(folder.join('split-public.zip'));
    const privateArchive = await read(folder.join('split-private.zip'));
    expect(report.archives).toHaveLength(2);
    for (const archive of [publicArchive, privateArchive]) {
      expect(await checkArchive(archive)).toEqual([]);
    }
    expect(publicArchive.groups).toEqual([]);
    expect(publicArchive.dms).toEqual([]);
    expect(privateArchive.channels).toEqual([]);
    expect(privateArchive.groups.length).toBeGreaterThan(0);
    expect(privateArchive.users).toEqual(publicArchive.users);
    const { out } = await zip('whole', '--include', ALL_TYPES);
    const whole = await textsOf(await read(out));
    const parts = [...(await textsOf(publicArchive)), ...(await textsOf(privateArchive))];
    expect([...parts].sort()).toEqual([...whole].sort());
  });
});

describe('zip --rehearsal', () => {
  it('moves every e-mail to the given domain and marks archive, manifest and checklist', async () => {
    const { out, work } = await zip('rehearsal', '--rehearsal', 'trial.example.net');
    const archive = await read(out);
    const emails = archive.users.flatMap((user) => {
      const profile = user['profile'];
      if (typeof profile !== 'object' || profile === null || !('email' in profile)) return [];
      return [String(profile.email)];
    });
    expect(emails.length).toBeGreaterThan(5);
    for (const email of emails) expect(email).toMatch(/@trial\.example\.net$/);
    expect(new Set(emails).size).toBe(emails.length);
    expect((await readFile(out)).subarray(-200).toString('latin1')).toContain('mm2slack rehearsal');
    const manifest = await readFile(`${work}/rehearsal.zip.manifest.jsonl`, 'utf8');
    expect(manifest.split('\n')[0]).toContain('"rehearsal":"trial.example.net"');
    expect(await readFile(`${work}/import-checklist.md`, 'utf8')).toContain('**Rehearsal**');
  });
});

describe('the files beside an archive', () => {
  it('index every post by its old permalink', async () => {
    const { out, work, report } = await zip('index', '--include', ALL_TYPES);
    const lines = (await readFile(`${work}/index.zip.post-index.csv`, 'utf8'))
      .trimEnd()
      .split('\r\n');
    const [header, ...rows] = lines;
    expect(header).toBe('permalink,conversation,conversation_id,ts,thread_ts');
    // A deleted root whose replies remain has a line too: links to it exist.
    expect(rows.length).toBe(report.account.posts.written + 1);
    const archive = await read(out);
    const known = new Set<string>();
    for (const conversation of archive.conversations) {
      for await (const message of archive.messages(conversation)) {
        known.add(`${conversation.id} ${textOf(message, 'ts')}`);
      }
    }
    for (const row of notEmpty(rows)) {
      const [, , id, ts] = row.split(',');
      expect(known.has(`${id} ${ts}`)).toBe(true);
    }
  });

  it('list each entry with the SHA-256 of its content', async () => {
    const { work } = await zip('manifest');
    const lines = (await readFile(`${work}/manifest.zip.manifest.jsonl`, 'utf8'))
      .trimEnd()
      .split('\n');
    const kinds = lines.map((line) => JSON.parse(line).kind);
    expect(kinds[0]).toBe('manifest');
    expect(kinds.at(-1)).toBe('account');
    expect(kinds.filter((kind) => kind === 'entry').length).toBeGreaterThan(10);
    expect(kinds).toContain('tie');
  });

  it('mark private channels in the checklist, in Japanese too', async () => {
    const { work } = await zip('ja', '--lang', 'ja');
    const checklist = await readFile(`${work}/import-checklist.md`, 'utf8');
    expect(checklist).toContain('# インポートのチェックリスト');
    expect(checklist).toMatch(/🔒 非公開.*新しい非公開チャンネル/);
  });

  it('carry no password of the source', async () => {
    const { work } = await zip('secrets');
    const { password } = new URL(database.readerUrl);
    for (const file of [
      'secrets.zip.manifest.jsonl',
      'secrets.zip.losses.jsonl',
      'secrets.zip.post-index.csv',
      'import-checklist.md',
    ]) {
      expect(await readFile(`${work}/${file}`, 'utf8')).not.toContain(password);
    }
  });
});

describe('zip --system-messages', () => {
  const systemSubtypes = async (archive: SlackArchive): Promise<readonly string[]> => {
    const subtypes = new Set<string>();
    for (const conversation of archive.conversations) {
      for await (const message of archive.messages(conversation)) {
        subtypes.add(textOf(message, 'subtype') ?? '');
      }
    }
    return [...subtypes].sort();
  };

  it('keep carries them under their names in Slack', async () => {
    const { out } = await zip('keep', '--include', ALL_TYPES);
    expect(await systemSubtypes(await read(out))).toEqual([
      '',
      'bot_message',
      'channel_archive',
      'channel_join',
      'channel_leave',
      'channel_name',
      'channel_purpose',
      'channel_topic',
      'channel_unarchive',
      'me_message',
      'tombstone',
    ]);
  });

  it('drop leaves them out and counts them', async () => {
    const { out, report } = await zip('drop', '--include', ALL_TYPES, '--system-messages', 'drop');
    const archive = await read(out);
    expect(await checkArchive(archive)).toEqual([]);
    expect(report.account.posts.leftOut['system-message']).toBeGreaterThan(5);
    const subtypes = await systemSubtypes(archive);
    expect(subtypes).not.toContain('channel_join');
    expect(subtypes).toContain('me_message');
  });
});

describe('selecting channels', () => {
  it('takes only the named ones', async () => {
    const { report } = await zip('selected', '--channels', 'dev');
    expect(report.conversations).toBe(2);
    expect(report.account.channels.leftOut['not-selected']).toBe(12);
  });

  it('refuses a name that nobody has: misspelt, it would move what was to stay', async () => {
    const run = await runCli([
      ...['zip', '--source', database.readerUrl, '--out', folder.join('typo.zip')],
      ...['--work', folder.join('typo-work'), '--exclude-channels', 'leadershp'],
    ]);
    expect(problemsOf(run)).toBe(
      "mm2slack: no channel or team is called 'leadershp': nothing was done",
    );
    expect(run.exitCode).toBe(2);
  });

  it('takes a range of days and tells replies whose root is outside of it', async () => {
    const { out, report } = await zip('range', '--from', '2023-05-01', '--to', '2023-06-01');
    expect(report.account.posts.leftOut['outside-range']).toBeGreaterThan(0);
    const archive = await read(out);
    expect(await checkArchive(archive)).toEqual([]);
    const days = [...archive.entries.keys()].filter((name) => name.includes('/'));
    for (const name of notEmpty(days)) expect(name).toMatch(/\/2023-05-\d\d\.json$/);
  });
});

describe('broken rows', () => {
  it('are carried or left out, counted and listed', async () => {
    const { out, work, report } = await zip('broken', '--include', ALL_TYPES);
    expect(await checkArchive(await read(out))).toEqual([]);
    const codes = report.losses.map(({ code }: { code: string }) => code);
    expect(codes).toContain('unknown_author');
    expect(codes).toContain('thread_root_lost');
    expect(codes).toContain('channel_unknown');
    const lines = (await readFile(`${work}/broken.zip.losses.jsonl`, 'utf8')).trimEnd().split('\n');
    // What stays behind of whole tables is counted and has no lines.
    const ofPosts = report.losses.filter(
      ({ code }: { code: string }) => !code.endsWith('_left_behind'),
    );
    const total = ofPosts.reduce((sum: number, loss: { count: number }) => sum + loss.count, 0);
    expect(lines).toHaveLength(total);
  });
});
