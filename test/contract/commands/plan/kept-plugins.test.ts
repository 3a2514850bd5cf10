import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlugins, loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf, teamIdOf } from '../../../../fixtures/workspace/channels.ts';
import { boardIdOf, cardIdOf } from '../../../../fixtures/workspace/plugins.ts';
import { writeKeptPlugins } from '../../../../src/commands/plan/kept-plugins.ts';
import type { PluginCounts } from '../../../../src/commands/plan/plugin-files.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { openLocalFileStore } from '../../../../src/exporters/files/file-store.ts';
import { openMattermost } from '../../../../src/exporters/mattermost.ts';
import { redactPlugins } from '../../../../src/exporters/secrets/redact-plugins.ts';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import type { ChannelPage } from '../../../../src/mapping/plugins/channel-pages.ts';
import type { SelectionRules } from '../../../../src/mapping/selection.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const OPTIONS = { hasSnapshot: true, countsTables: true, postsPerPage: 7, longTextCharacters: 40 };
const EVERYTHING: SelectionRules = {
  include: ['public', 'private'],
  ...{ channels: [], excludeChannels: [], teams: [] },
};

/** Files of a folder by their paths. */
type Written = ReadonlyMap<string, string>;

async function filesIn(folder: string): Promise<Written> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(entry.parentPath, entry.name);
    const mode = (await stat(path)).mode & 0o777;
    expect([path, mode]).toEqual([path, entry.isDirectory() ? 0o700 : 0o600]);
    if (entry.isFile()) files.set(path.slice(folder.length + 1), await readFile(path, 'utf8'));
  }
  return files;
}

interface Kept {
  readonly files: Written;
  readonly counts: readonly PluginCounts[];
}

async function keep(
  database: TestDatabase,
  workDirectory: string,
  rules: SelectionRules,
  { isRedacted = false, filesIn: stored }: { isRedacted?: boolean; filesIn?: string } = {},
): Promise<Kept> {
  const connection = await openDatabase(addressOf(database.readerUrl));
  const source = await openMattermost(connection, OPTIONS);
  try {
    const { plugins } = source;
    const channels = await source.channels();
    const named = channels.flatMap((channel) =>
      channel.teamId === undefined
        ? []
        : [{ channel, name: `s-${channel.name}`, isGeneral: false, reason: '' }],
    );
    const all = decideConversations(channels, named, () => []);
    const conversations = all.filter(
      ({ channel }) => rules.include.includes(channel.type) && channel.teamId !== undefined,
    );
    const { counts } = await writeKeptPlugins(
      { workDirectory, lang: 'en', redactSecrets: isRedacted, ...rules },
      {
        source: { plugins: plugins && (isRedacted ? redactPlugins(plugins) : plugins) },
        conversations,
        read: { teams: await source.teams() },
        workspace: {
          users: new Map((await source.users()).map((user) => [user.id, user])),
          conversations: all,
        },
      },
      stored === undefined ? undefined : await openLocalFileStore(stored),
    );
    return { files: await filesIn(workDirectory), counts };
  } finally {
    await source.close();
  }
}

const pathOf = (files: Written, part: string, ending: string): string => {
  const [path = '', another] = [...files.keys()].filter(
    (each) => each.includes(part) && each.endsWith(ending),
  );
  expect([part, path !== '', another]).toEqual([part, true, undefined]);
  return path;
};
const textOf = (files: Written, part: string, ending = '.md'): string =>
  files.get(pathOf(files, part, ending)) ?? '';

const inside =
  (folder: string) =>
  ({ page }: ChannelPage) => ({ page: `${folder}/${page}` });

/** Kinds of everything that a reader of Markdown makes of a page, and its headings. */
function structureOf(markdown: string) {
  const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
  const inner = tokens.flatMap(({ children }) => children ?? []);
  const kinds = new Set([...tokens, ...inner].map(({ type }) => type));
  const headings = tokens.flatMap(({ type }, at) =>
    type === 'heading_open' ? [tokens[at + 1]?.content ?? ''] : [],
  );
  return { kinds, headings };
}

const MARKUP_OF_OTHERS = [
  ...['html_block', 'html_inline', 'link_open', 'image', 'table_open', 'fence', 'code_block'],
  'ordered_list_open',
];

describe.each(['mysql', 'postgres'] as const)('boards, playbooks and runs on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let kept: Kept;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'plugins');
    await loadWorkspace(engine, '10', database.run);
    await loadPlugins(engine, '10', database.run);
    kept = await keep(database, folder.join('all'), EVERYTHING);
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  it('have a page and a JSON file each, private ones in folders of their own', () => {
    expect(kept.counts).toEqual([
      { kind: 'board', read: 5, written: 3, leftOut: { deleted: 1, 'built-in-template': 1 } },
      { kind: 'file', read: 1, written: 0, leftOut: { 'no-file-store': 1 } },
      { kind: 'playbook', read: 3, written: 3, leftOut: {} },
      { kind: 'run', read: 3, written: 3, leftOut: {} },
    ]);
    const plan = pathOf(kept.files, '開発-計画-2023', '.md');
    expect(plan).toBe(`boards/tokyo/board-開発-計画-2023-${boardIdOf('plan')}.md`);
    const secret = `board-salaries-${boardIdOf('secret')}`;
    expect(pathOf(kept.files, 'salaries', '.json')).toBe(
      `boards/tokyo/private/${secret}/${secret}.json`,
    );
    expect(pathOf(kept.files, 'layoffs', '.md')).toMatch(/^playbooks\/tokyo\/private\/playbook-/);
    expect(pathOf(kept.files, 'closed-run', '.md')).toMatch(/^playbooks\/tokyo\/private\/run-/);
    expect(pathOf(kept.files, 'db-停止', '.md')).toMatch(/^playbooks\/tokyo\/run-/);
    // The channel of this run has no row: who may read it is not known.
    const broken = [...kept.files.keys()].filter((path) => path.includes('/private/run-'));
    expect(broken).toHaveLength(4);
  });

  it('hold every block once in JSON, whatever its parent, its type and its fields', () => {
    const board = JSON.parse(textOf(kept.files, '開発-計画-2023', '.json'));
    const stray = JSON.parse(textOf(kept.files, 'blocks-without-board', '.json'));
    const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] =>
      rows.map(({ id }) => id);
    const inCards = board.cards.flatMap(
      (each: { content: { id: string }[]; comments: { id: string }[] }) => [
        ...idsOf(each.content),
        ...idsOf(each.comments),
      ],
    );
    const others = idsOf(board.otherBlocks);
    expect([...inCards].sort()).toEqual([
      ...['b_check', 'b_image', 'b_late', 'b_text', 'c_one'],
      ...['x_deep', 'x_long', 'x_new', 'x_null'],
    ]);
    expect(others).toEqual(['x_cycle_a', 'x_cycle_b', 'x_self']);
    expect(idsOf(stray.blocks)).toEqual(['x_stray']);
    expect(board.deletedBlocks).toBe(2);
    expect(idsOf(board.views)).toEqual(['v_main']);
    expect(board.board.title).toBe('開発/計画: 2023');
    expect(board.cards[0].files).toEqual([
      expect.objectContaining({ name: '画面.png', path: 'boards/x.png' }),
    ]);
  });

  it('show cards with the names of their properties, and their content in its order', () => {
    const page = textOf(kept.files, '開発-計画-2023');
    const lines = page.split('\n');
    for (const line of [
      '- Team: 東京本社',
      '- Channel: Dev, #s-dev in Slack',
      '- Members: emma (editor), sato (admin)',
      '- By status: board, grouped by 状態, sorted by Due (descending), filtered',
      '- 状態: 完了',
      '- Tags: Red, o\\_unknown',
      '- Owner: sato',
      '- Due: 2023-02-01 – 2023-02-02',
      '- Ready: ✓',
      '- [x] 手順を確認',
      '- Image: 画面.png (no copy: no file store is configured)',
      '**Not in the order**',
    ]) {
      expect(lines).toContain(line);
    }
    const at = (text: string): number => page.indexOf(text);
    expect(at('日本語')).toBeLessThan(at('手順を確認'));
    expect(at('手順を確認')).toBeLessThan(at('Not in the order'));
    expect(page).toContain('Mood (type “hologram”)');
    expect(page).toContain('p\\_lost (not defined by the board)');
    expect(page).toContain('Block of the type “whiteboard”: of a newer version');
    for (const gone of ['Removed card', 'withdrawn comment', 'as it was']) {
      expect([...kept.files.values()].filter((text) => text.includes(gone))).toEqual([]);
    }
  });

  it('let no text of a person become a heading, a list, a link or HTML', () => {
    for (const [path, text] of kept.files) {
      if (!path.endsWith('.md')) continue;
      const { kinds, headings } = structureOf(text);
      expect([path, MARKUP_OF_OTHERS.filter((kind) => kinds.has(kind))]).toEqual([path, []]);
      expect(headings.filter((heading) => /heading|much|quote/.test(heading))).toEqual([]);
    }
    expect(structureOf(textOf(kept.files, '開発-計画-2023')).headings).toEqual([
      ...['開発/計画: 2023', 'Views', 'Cards', 'リリース \\#2', 'Second', 'Broken card'],
      'Blocks outside of cards',
    ]);
  });

  it('show runs with tasks, updates, timeline and retrospective, and name no address of a webhook', () => {
    const lines = textOf(kept.files, 'db-停止').split('\n');
    for (const line of [
      '- Playbook: 障害対応',
      '- Status: finished',
      '- Owner: sato',
      '- Participants: sato',
      '- [x] Tell \\<everybody\\> (assigned to sato; due 2023-02-01 03:00 UTC)',
      '- [ ] Skip me (skipped)',
      '- [ ] New state (state “paused”; command /todo)',
      '- 2023-02-01 03:00 UTC, incident created: 開始: sato',
      '- Cost: 12 metric\\_currency',
      'Plan for release 2.0:  ',
      '\\# much',
    ]) {
      expect(lines).toContain(line);
    }
    const all = [...kept.files.values()].join('\n');
    expect(all).not.toContain('hooks.example.com');
    expect(all).not.toContain('removed event');
  });

  it('are listed with the channels that they belong to, for canvases', () => {
    const listOf = (folder: string) => JSON.parse(kept.files.get(`${folder}/pages.json`) ?? '');
    const boards = listOf('boards');
    expect(boards).toMatchObject({ format: 'mm2slack pages 1', isRedacted: false });
    expect(boards.pages).toHaveLength(3);
    expect(boards.pages).toContainEqual({
      ...{ kind: 'board', title: '開発/計画: 2023', isPrivate: false },
      page: `tokyo/board-開発-計画-2023-${boardIdOf('plan')}.md`,
      id: boardIdOf('plan'),
      channelId: channelIdOf('devTokyo'),
    });
    const runs = listOf('playbooks').pages;
    expect(runs.map(({ kind }: ChannelPage) => kind)).toEqual(['run', 'run', 'run']);
    expect(runs.map(({ channelId }: ChannelPage) => channelId).sort()).toEqual(
      [channelIdOf('devTokyo'), channelIdOf('devTokyo'), ''].sort(),
    );
    for (const { page } of [
      ...boards.pages.map(inside('boards')),
      ...runs.map(inside('playbooks')),
    ]) {
      expect(kept.files.has(page)).toBe(true);
    }
  });

  it('hold attributes and conditions of playbooks and runs in JSON, not those that were deleted', () => {
    const playbook = JSON.parse(textOf(kept.files, '障害対応', '.json'));
    const run = JSON.parse(textOf(kept.files, 'db-停止', '.json'));
    const expression = { is: { field_id: 'f', value: ['a'] } };
    expect(run.attributes).toEqual([
      expect.objectContaining({ name: '重要度', attrs: { visibility: 'always' } }),
    ]);
    expect(run.attributeValues).toEqual([expect.objectContaining({ value: ['high'] })]);
    expect(run.conditions).toEqual([
      expect.objectContaining({ conditionexpr: expression, propertyfieldids: ['f'] }),
    ]);
    expect(playbook.conditions).toEqual([
      expect.objectContaining({ conditionexpr: expression, runid: '' }),
    ]);
    expect([playbook.attributes, playbook.attributeValues]).toEqual([[], []]);
  });

  it('are those of the teams, channels and kinds that are selected', async () => {
    const support = await keep(database, folder.join('support'), {
      ...EVERYTHING,
      teams: ['support'],
    });
    expect([...support.files.keys()].sort()).toEqual([
      'boards/pages.json',
      `boards/support/board-${boardIdOf('support')}.json`,
      `boards/support/board-${boardIdOf('support')}.md`,
      'playbooks/pages.json',
    ]);
    const open = await keep(database, folder.join('open'), { ...EVERYTHING, include: ['public'] });
    expect([...open.files.keys()].filter((path) => path.includes('private'))).toEqual([]);
    expect(open.counts[0]?.leftOut).toMatchObject({ 'not-selected': 1 });
    const none = await keep(database, folder.join('closed'), {
      ...EVERYTHING,
      include: ['private'],
    });
    // Their channel stays, and so do they.
    expect([...none.files.keys()].filter((path) => /計画|停止/.test(path))).toEqual([]);
  });

  it('have the files of their blocks beside the page, and name those that have no copy', async () => {
    const board = boardIdOf('plan');
    const inCard = cardIdOf('release');
    const stored = folder.join('stored');
    const put = async (path: string, text: string): Promise<void> => {
      await mkdir(join(stored, path, '..'), { recursive: true });
      await writeFile(join(stored, path), text);
    };
    const block = (id: string, parent: string, fields: string): Promise<unknown> =>
      database.run(`INSERT INTO focalboard_blocks (id, parent_id, board_id, type, title, fields,
        create_at, update_at, delete_at) VALUES ('${id}', '${parent}', '${board}', 'attachment', '',
        '${fields}', 1, 1, 0)`);
    const file = (id: string, path: string): Promise<unknown> =>
      database.run(`INSERT INTO focalboard_file_info (id, name, extension, create_at, delete_at, size,
        archived, path) VALUES ('${id}', '${id} & co.txt', '.txt', 1, 0, 1, false, '${path}')`);
    await put('boards/x.png', 'picture');
    await put(`${teamIdOf('tokyo')}/${board}/7old.pdf`, 'before rows of files');
    await put('20230101/teams/secret.txt', 'of a private channel');
    await put('boards/key.txt', `aws_key = AKIA${'IOSFODNN7QWERTYU'}`);
    await block('f_old', 'nothing', '{"attachmentId":"7old.pdf"}');
    await block('f_gone', inCard, '{"fileId":"7gone.txt"}');
    await file('others', '20230101/teams/secret.txt');
    await block('f_others', inCard, '{"fileId":"7others.txt"}');
    await file('out', 'boards/../20230101/teams/secret.txt');
    await block('f_out', inCard, '{"fileId":"7out.txt"}');
    await file('key', 'boards/key.txt');
    await block('f_key', inCard, '{"fileId":"7key.txt"}');
    await block('f_up', inCard, '{"fileId":"../../20230101/teams/secret.txt"}');

    const options = { isRedacted: true, filesIn: stored };
    const { files, counts } = await keep(database, folder.join('copied'), EVERYTHING, options);
    await database.run("DELETE FROM focalboard_blocks WHERE id LIKE 'f!_%' ESCAPE '!'");
    expect(counts[1]).toEqual({
      ...{ kind: 'file', read: 7, written: 2 },
      leftOut: { missing: 1, refused: 3, secret: 1 },
    });
    const copies = [...files].filter(([path]) => path.includes('.files/'));
    expect(copies.map(([path, text]) => [path.replace(/\/[^/]*$/, ''), text]).sort()).toEqual([
      [`boards/tokyo/board-開発-計画-2023-${board}.files`, 'before rows of files'],
      [`boards/tokyo/board-開発-計画-2023-${board}.files`, 'picture'],
    ]);
    const page = textOf(files, '開発-計画-2023');
    const [image = ''] = /画面\.png \(copy: (.*)\)/.exec(page)?.slice(1) ?? [];
    expect(files.get(`boards/tokyo/${image}`)).toBe('picture');
    for (const line of [
      '- Attachment: 7gone.txt (no copy: not in the file store)',
      '- Attachment: others \\& co.txt (no copy: not at a path where Boards keeps files)',
      '- Attachment: key \\& co.txt (no copy: holds credentials)',
    ]) {
      expect(page.split('\n')).toContain(line);
    }
    const { cards } = JSON.parse(textOf(files, '開発-計画-2023', '.json'));
    expect(cards[0].files).toContainEqual({
      ...{ id: '7gone.txt', name: '', path: '', noCopy: 'missing' },
    });
    expect(cards[0].files).toContainEqual(
      expect.objectContaining({ name: '画面.png', copy: image }),
    );
  });

  it('replace those of an earlier plan as a whole, and hold no credential with redaction', async () => {
    const key = `AKIA${'IOSFODNN7EXAMPLE'.replace('EXAMPLE', 'QWERTYU')}`;
    await database.run(
      `UPDATE focalboard_blocks SET title = 'key ${key}' WHERE id IN ('c_one', 'b_late')`,
    );
    const again = await keep(database, folder.join('all'), EVERYTHING, { isRedacted: true });
    expect([...again.files.keys()]).toEqual([...kept.files.keys()]);
    expect(textOf(again.files, '開発-計画-2023')).not.toContain('確認しました');
    expect([...again.files.values()].filter((text) => text.includes(key))).toEqual([]);
    expect(await readdir(folder.join('all'))).toEqual(['boards', 'playbooks']);
  });
});

describe.each([
  ['mysql', '5.37'],
  ['postgres', '5.37'],
  ['mysql', '8.1'],
  ['postgres', '11'],
] as const)('boards and playbooks of other versions on %s %s', (engine, shape) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, `plugins_${shape}`);
    await loadWorkspace(engine, shape, database.run);
    await loadPlugins(engine, shape, database.run);
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  it('are read whatever columns and tables there are', async () => {
    const { files } = await keep(database, folder.join('work'), EVERYTHING);
    const page = textOf(files, '開発-計画-2023').split('\n');
    expect(page).toContain('- 状態: 完了');
    expect(page).toContain('- Channel: Dev, #s-dev in Slack');
    expect(textOf(files, 'db-停止')).toContain('- [x] Tell \\<everybody\\>');
    expect(textOf(files, 'layoffs')).toContain('- Access: private');
  });

  it('are not read from tables that are not there or not open', async () => {
    const { run } = database;
    await run(engine === 'mysql' ? 'DROP TABLE IR_Incident' : 'DROP TABLE ir_incident');
    if (engine === 'postgres')
      await run(`REVOKE ALL ON focalboard_blocks FROM ${database.readerName}`);
    else await run('ALTER TABLE focalboard_blocks DROP COLUMN parent_id');
    const { files, counts } = await keep(database, folder.join('less'), EVERYTHING);
    expect(counts.map(({ kind, read }) => [kind, read])).toEqual([
      ['playbook', 3],
      ['run', 0],
    ]);
    expect([...files.keys()].filter((path) => path.startsWith('boards/'))).toEqual([]);
  });
});
