import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { storedFiles } from '../../../../fixtures/workspace/files.ts';
import { postIdOf } from '../../../../fixtures/workspace/post-spec.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import { archiveCommand } from '../../../../src/commands/archive/archive.ts';
import { verifySite } from '../../../../src/commands/archive/verify-site.ts';
import type { CommandContext } from '../../../../src/commands/run/context.ts';
import { type OpenSource, openSource } from '../../../../src/commands/run/source.ts';
import { resolveConfig } from '../../../../src/config/config.ts';
import { AccountError, InterruptedError, TargetError } from '../../../../src/errors/errors.ts';
import { messageKey } from '../../../../src/importers/ledger/keys.ts';
import { openLedger } from '../../../../src/importers/ledger/sqlite.ts';
import type { Language } from '../../../../src/texts/language.ts';
import { seriousFindings } from '../../../support/browser/axe.ts';
import { startChromium } from '../../../support/browser/chromium.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../../../build/screenshots/', import.meta.url));
/** Each sets the page's title when it runs. */
const SCRIPT = '</script><script>document.title="owned"</script>';
const IMAGE = `<img src="https://attacker.example/x.png" onerror="document.title='owned'">`;
const LINK = `[click](javascript:document.title='owned')`;
const SECRET_TEXT = 'burned after reading zanzibar';

let database: TestDatabase;
let folder: ScratchFolder;
let browser: Browser;

beforeAll(async () => {
  folder = await makeScratchFolder();
  database = await createDatabase('postgres', 'archive_site');
  await loadWorkspace('postgres', '8.1', database.run, { broken: true, priority: true });
  await plant();
  browser = await startChromium();
  await mkdir(SCREENSHOTS, { recursive: true });
  await archive('all', 'en', 'public,private,direct,group');
});
afterAll(async () => {
  await browser.close();
  await database.drop();
  await folder.remove();
});

const sql = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Adds a deleted row beside a post. */
function withdrawn(
  id: string,
  message: string,
  over: Readonly<Partial<Record<'rootid' | 'originalid' | 'createat' | 'type', string>>>,
): string {
  const { rootid = "''", originalid = "''", createat = 'createat + 2', type = "''" } = over;
  return `INSERT INTO posts (id, createat, updateat, deleteat, editat, userid, channelid, rootid, originalid, message, type, props)
    SELECT ${sql(id)}, ${createat}, updateat, updateat + 5, 0, userid, channelid, ${rootid}, ${originalid}, ${sql(message)}, ${type}, '{}'
    FROM posts WHERE id = ${sql(postIdOf('year-end'))}`;
}

/** Scripts in every text that a page shows, and words to search for. */
async function plant(): Promise<void> {
  const props = { attachments: [{ title: SCRIPT, title_link: 'javascript:1', text: IMAGE }] };
  for (const statement of [
    `UPDATE posts SET message = ${sql(`${SCRIPT} ${IMAGE} ${LINK} quokka 富士山の天気`)} WHERE id = ${sql(postIdOf('year-end'))}`,
    `UPDATE posts SET props = ${sql(JSON.stringify(props))} WHERE id = ${sql(postIdOf('farewell'))}`,
    `UPDATE users SET username = ${sql(SCRIPT)} WHERE id = ${sql(userIdOf('yamada'))}`,
    `UPDATE channels SET displayname = ${sql(SCRIPT)}, header = ${sql(IMAGE)} WHERE id = ${sql(channelIdOf('townSquareTokyo'))}`,
    `UPDATE fileinfo SET name = ${sql(IMAGE)}`,
    `INSERT INTO posts (id, createat, updateat, deleteat, editat, userid, channelid, rootid, originalid, message, type, props)
     SELECT 'burnburnburnburnburnburn01', createat + 1, updateat, 0, 0, userid, channelid, '', '', ${sql(SECRET_TEXT)}, 'burn_on_read', '{}'
     FROM posts WHERE id = ${sql(postIdOf('year-end'))}`,
    `UPDATE posts SET editat = updateat WHERE id = ${sql(postIdOf('year-end'))}`,
    ...[
      withdrawn('withdrawnreply000000000001', 'wombat reply', {
        rootid: sql(postIdOf('year-end')),
      }),
      withdrawn('withdrawnlast0000000000001', 'wombat last', {
        createat: 'createat + 99000000000',
      }),
      withdrawn('withdrawnfirst000000000001', 'wombat first', {
        createat: 'createat - 99000000000',
      }),
      withdrawn('withdrawnburn0000000000001', 'zanzibar gone', { type: "'burn_on_read'" }),
      withdrawn('formertext0000000000000001', 'wombat before the edit', {
        originalid: sql(postIdOf('year-end')),
        createat: 'createat',
      }),
    ],
  ]) {
    await database.run(statement);
  }
}

const aContext = (
  lang: Language,
  signal: AbortSignal = new AbortController().signal,
): CommandContext => ({
  output: { line() {}, remark() {}, problem() {}, note() {}, json() {} },
  progress: { isQuiet: true, lang },
  signal,
  nowMs: () => 0,
  todayMs: () => 0,
});

async function archive(
  name: string,
  lang: Language,
  include: string,
  run: {
    readonly open?: OpenSource;
    readonly signal?: AbortSignal;
    readonly isForced?: boolean;
    readonly work?: string;
    readonly person?: string;
    readonly withDeleted?: boolean;
    readonly files?: string;
  } = {},
) {
  const work = run.work ?? folder.join('work');
  const { files } = run;
  const stored = files === undefined ? {} : { files };
  const flags = { source: database.readerUrl, work, include, lang, ...stored };
  const context = aContext(lang, run.signal);
  const options = {
    out: folder.join(name),
    isForced: run.isForced === true,
    attachments: 'copy',
    person: run.person,
    withDeleted: run.withDeleted === true,
  } as const;
  return await archiveCommand(resolveConfig(flags, {}), options, context, run.open ?? openSource);
}

async function textsOf(name: string): Promise<ReadonlyMap<string, string>> {
  const root = folder.join(name);
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const read = files.map(async (entry) => {
    const path = `${entry.parentPath}/${entry.name}`;
    return [path.slice(root.length + 1), await readFile(path, 'utf8')] as const;
  });
  return new Map(await Promise.all(read));
}

interface Opened {
  readonly page: Page;
  readonly misdeeds: string[];
}

async function opened(
  path: string,
  look: { readonly widthPx: number; readonly scheme: 'light' | 'dark' } = {
    widthPx: 1280,
    scheme: 'light',
  },
): Promise<Opened> {
  const page = await browser.newPage({
    viewport: { width: look.widthPx, height: 900 },
    colorScheme: look.scheme,
  });
  const misdeeds: string[] = [];
  page.on('console', (message) => misdeeds.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => misdeeds.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`file://${folder.join('')}`)) misdeeds.push(request.url());
  });
  await page.goto(`file://${folder.join(path)}`);
  return { page, misdeeds };
}

async function search(page: Page, words: string): Promise<readonly string[]> {
  await page.fill('#search input[name=q]', words);
  await page.press('#search input[name=q]', 'Enter');
  await page.locator('#results[aria-busy=false]').waitFor({ state: 'attached' });
  return await page.locator('.result').allTextContents();
}

describe('a site that is opened from disk', () => {
  it('finds a post by words of any script, in any case, and opens its place', async () => {
    const { page, misdeeds } = await opened('all/search.html');
    for (const words of ['富士山', '山', 'QUOK 士山の', 'quokka']) {
      const results = await search(page, words);
      expect([words, results.some((text) => text.includes('quokka'))]).toEqual([words, true]);
    }
    await page.locator('.result', { hasText: 'quokka' }).first().click();
    await page.waitForURL(/\d\.html#/);
    expect(page.url()).toContain(postIdOf('year-end'));
    expect(await page.locator('article:target').textContent()).toContain('富士山');
    expect(misdeeds).toEqual([]);
    await page.close();
  });

  it('says that nothing was found for a word of no post, and of a post that is read once', async () => {
    const { page } = await opened('all/search.html');
    expect(await search(page, 'xylophonist')).toEqual([]);
    expect(await search(page, 'zanzibar')).toEqual([]);
    await page.close();
    for (const [path, text] of await textsOf('all'))
      expect([path, text.includes('zanzibar')]).toEqual([path, false]);
  });

  it('loads only the parts of the index that have the words', async () => {
    const { page } = await opened('all/search.html');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await search(page, 'quokka');
    expect(asked.filter((url) => url.includes('/search/ids-'))).toEqual([]);
    expect(asked.filter((url) => url.includes('/public/search/terms-')).length).toBeLessThanOrEqual(
      1,
    );
    await page.close();
  });

  it('leads from the id of a post to its page', async () => {
    const { page, misdeeds } = await opened(`all/post.html#${postIdOf('farewell')}`);
    await page.waitForURL(/\d\.html#/);
    expect(await page.locator('article:target').count()).toBe(1);
    expect(misdeeds).toEqual([]);
    await page.goto(`file://${folder.join('all')}/post.html#nosuchpost`);
    await page.reload();
    await page.locator('#status', { hasText: 'This post' }).waitFor();
    await page.close();
  });

  it('runs nothing of hostile names and posts, and loads nothing from elsewhere', async () => {
    const texts = await textsOf('all');
    const pages = [...texts.keys()].filter((path) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(20);
    const { page, misdeeds } = await opened('all/index.html');
    for (const path of pages) {
      await page.goto(`file://${folder.join('all')}/${path}`);
      expect(await page.title()).not.toBe('owned');
      expect(
        await page.evaluate(
          'document.querySelectorAll("script:not([src]), [onerror], [style], a[href^=javascript]").length',
        ),
      ).toBe(0);
    }
    expect(misdeeds).toEqual([]);
    await page.close();
  });

  it.each([
    ['index.html', 1280, 'light'],
    ['people.html', 390, 'dark'],
    ['month', 1280, 'dark'],
    ['month', 390, 'light'],
    ['search.html', 390, 'dark'],
  ] as const)('is wide enough and readable: %s at %d px, %s', async (name, widthPx, scheme) => {
    const months = [...(await textsOf('all')).keys()].filter((path) =>
      /^public\/.*\d\.html$/.test(path),
    );
    const path = name === 'month' ? (months[0] ?? '') : name;
    const { page } = await opened(`all/${path}`, { widthPx, scheme });
    expect(
      await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      ),
    ).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.screenshot({ path: `${SCREENSHOTS}archive-${name}-${widthPx}-${scheme}.png` });
    await page.close();
  });
});

describe('what a site holds', () => {
  it('keeps what is not public out of every file outside its own folder', async () => {
    const texts = await textsOf('all');
    const [row] = await database.run(
      `SELECT p.id FROM posts p JOIN channels c ON c.id = p.channelid WHERE c.type = 'D' AND p.deleteat = 0 LIMIT 1`,
    );
    const id = String(row?.['id']);
    const holders = [...texts]
      .filter(([, text]) => text.includes(id))
      .map(([path]) => path.split('/')[0]);
    expect(new Set(holders)).toEqual(new Set(['direct']));
  });

  it('has direct messages only by choice', async () => {
    await archive('public-only', 'ja', 'public');
    const names = [...(await textsOf('public-only')).keys()];
    expect(names.filter((name) => /^(?:direct|group|private)\//.test(name))).toEqual([]);
    expect(names).toContain('archive.json');
  });

  it('has the posts of one person alone with --person', async () => {
    const report = await archive('person', 'en', 'public,private', { person: '@sato' });
    const count = report.areas.reduce((sum, { tally }) => sum + tally.posts, 0);
    const [row] = await database.run(
      `SELECT COUNT(*) AS posts FROM posts p JOIN channels c ON c.id = p.channelid
       WHERE p.userid = ${sql(userIdOf('sato'))} AND COALESCE(p.deleteat, 0) = 0 AND COALESCE(p.originalid, '') = '' AND c.type IN ('O', 'P')`,
    );
    expect(count).toBeGreaterThan(0);
    expect(count).toBe(Number(row?.['posts']));
    const texts = await textsOf('person');
    const [member] = await database.run(
      `SELECT COUNT(*) AS channels FROM channelmembers m JOIN channels c ON c.id = m.channelid
       WHERE m.userid = ${sql(userIdOf('sato'))} AND c.type IN ('O', 'P')`,
    );
    const [, listed = ''] =
      /<ul class="memberships">(.*?)<\/ul>/s.exec(texts.get('index.html') ?? '') ?? [];
    expect(listed.split('<li>').length - 1).toBe(Number(member?.['channels']));
    expect(texts.get('people.html')).not.toContain('@suzuki');
    expect([...texts.values()].join('')).not.toContain(`id="${postIdOf('farewell')}"`);
  });

  it('shows deleted posts and texts before edits with --with-deleted, and nothing of them without', async () => {
    for (const [path, text] of await textsOf('all')) {
      expect([path, text.includes('wombat')]).toEqual([path, false]);
    }
    // A file of before Mattermost had rows for files.
    const last = "id = 'withdrawnlast0000000000001'";
    await database.run(
      `UPDATE posts SET fileids = '[]', filenames = '["/chan/user/uid/quagga.txt"]' WHERE ${last}`,
    );
    const [place] = await database.run(
      `SELECT c.teamid AS team FROM posts p JOIN channels c ON c.id = p.channelid WHERE p.${last}`,
    );
    const users = `old-store/teams/${String(place?.['team'])}/channels/chan/users`;
    await mkdir(folder.join(`${users}/user/uid`), { recursive: true });
    await writeFile(folder.join(`${users}/user/uid/quagga.txt`), 'quagga bytes');
    const report = await archive('kept', 'en', 'public,private,direct,group', {
      ...{ withDeleted: true, files: folder.join('old-store') },
    });
    const texts = await textsOf('kept');
    const [copy] = [...texts].filter(([, text]) => text === 'quagga bytes');
    const file = copy?.[0].replace(/^.*\/(?=files\/)/, '');
    expect(file).toMatch(/^files\/\w+\.txt$/);
    expect([...texts.values()].join('')).toContain(`<a href="${file}" download="quagga.txt">`);
    const all = [...texts]
      .filter(([path]) => /-\d\d\.html$/.test(path))
      .map(([, text]) => text)
      .join('');
    for (const text of ['wombat reply', 'wombat last', 'wombat first', 'wombat before the edit']) {
      expect([text, all.split(text).length]).toEqual([text, 2]);
    }
    expect([...texts.values()].join('')).not.toContain('zanzibar');
    const counted = (key: 'deleted' | 'deletedLeftOut' | 'tombstones'): number =>
      report.areas.reduce((sum, { tally }) => sum + tally[key], 0);
    const [row] = await database.run(
      `SELECT COUNT(*) AS posts FROM posts p JOIN channels c ON c.id = p.channelid
       WHERE p.deleteat > 0 AND COALESCE(p.originalid, '') = '' AND c.type IN ('O', 'P', 'D', 'G')`,
    );
    expect(counted('deleted') + counted('deletedLeftOut')).toBe(Number(row?.['posts']));
    expect(counted('deletedLeftOut')).toBe(1);
    expect(counted('tombstones')).toBe(0);
    const { page } = await opened('kept/search.html');
    expect((await search(page, 'wombat before')).length).toBe(1);
    expect((await search(page, 'quagga')).length).toBe(1);
    await page.close();
  });

  it('says where each post is in Slack, as the index of an archive and above it the ledger have it', async () => {
    const work = folder.join('slack-work');
    await mkdir(work);
    await writeFile(
      folder.join('slack-work/move.zip.post-index.csv'),
      [
        'permalink,conversation,conversation_id,ts,thread_ts',
        `https://chat.example.com/tokyo/pl/${postIdOf('year-end')},town-square,C0000000001,1672450000.000100,`,
        `/tokyo/pl/${postIdOf('farewell')},town-square,C0000000001,1672450000.000200,`,
        '',
      ].join('\n'),
    );
    const ledger = openLedger(folder.join('slack-work/ledger.db'));
    const key = messageKey(postIdOf('farewell'), 0);
    const intent = {
      key,
      kind: 'message',
      channelId: channelIdOf('townSquareTokyo'),
      postId: postIdOf('farewell'),
    } as const;
    ledger.intend({
      ...intent,
      slackChannel: 'C0LEDGER001',
      threadTs: '',
      fileId: '',
      digest: '',
      atMs: 1,
      losses: [],
    });
    ledger.complete(key, { ts: '1700000000.000300' }, 2);
    ledger.move.setWorkspaceUrl('https://example.slack.com/');
    ledger.close();
    await archive('placed', 'en', 'public', { work });
    const pages = [...(await textsOf('placed'))].map(([, text]) => text).join('');
    expect(pages.split('Slack: town-square 1672450000.000100').length).toBe(2);
    expect(pages.split('Slack: C0LEDGER001 1700000000.000300').length).toBe(2);
    expect(pages.split('>Slack: ').length).toBe(3);
    const link = 'href="https://example.slack.com/archives/C0LEDGER001/p1700000000000300"';
    expect(pages.split(link).length).toBe(2);
    expect(pages.split('slack.com/archives/').length).toBe(3);
  });

  it('shows custom emoji as images of its own, in texts and reactions, where the store has them', async () => {
    const store = folder.join('store');
    for (const { path, bytes } of storedFiles()) {
      await mkdir(dirname(join(store, path)), { recursive: true });
      await writeFile(join(store, path), bytes);
    }
    await archive('ja', 'ja', 'public,private,direct,group', { files: store, withDeleted: true });
    const { page, misdeeds } = await opened('ja/index.html');
    const months = [...(await textsOf('ja'))].filter(([, text]) => text.includes('class="emoji"'));
    expect(months.length).toBeGreaterThan(0);
    let shown = 0;
    for (const [path] of months) {
      await page.goto(`file://${folder.join('ja')}/${path}`);
      const widths: unknown = await page.evaluate(
        '[...document.querySelectorAll("img.emoji")].map((image) => image.naturalWidth)',
      );
      for (const width of Array.isArray(widths) ? widths : []) {
        expect(width).toBeGreaterThan(0);
        shown += 1;
      }
    }
    expect(shown).toBeGreaterThan(0);
    expect(misdeeds).toEqual([]);
    await page.close();
    const names = [...(await textsOf('ja')).keys()].filter((name) => name.startsWith('emoji/'));
    expect(names.length).toBe(2);
  });

  it('is readable in Japanese, on a phone and on paper', async () => {
    const months = [...(await textsOf('ja')).keys()].filter((path) =>
      /^public\/.*\d\.html$/.test(path),
    );
    const edited = [...(await textsOf('ja'))].find(([, text]) =>
      text.includes('data-earlier'),
    )?.[0];
    for (const [name, path] of [
      ['index', 'index.html'],
      ['search', 'search.html'],
      ['people', 'people.html'],
      ['channel', (months[0] ?? '').replace(/[^/]*$/, 'index.html')],
      ['month', months[0] ?? ''],
      ['edited', edited ?? ''],
    ]) {
      const { page } = await opened(`ja/${path}`, { widthPx: 390, scheme: 'light' });
      expect([
        path,
        await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      ]).toEqual([path, 0]);
      expect(await seriousFindings(page)).toEqual([]);
      await page.screenshot({ path: `${SCREENSHOTS}archive-ja-${name}-390.png`, fullPage: true });
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 794, height: 1123 });
      const earlier = page.locator('[data-earlier]').first();
      if (name === 'edited') expect(await earlier.isVisible()).toBe(true);
      await page.screenshot({ path: `${SCREENSHOTS}archive-ja-${name}-print.png` });
      await page.close();
    }
  });

  it('has the same bytes when it is written again', async () => {
    await archive('again', 'en', 'public,private,direct,group');
    expect(await textsOf('again')).toEqual(await textsOf('all'));
  });
});

describe('a site that is counted against the source', () => {
  const compare = async (name: string, include = 'public,private,direct,group') => {
    const flags = { source: database.readerUrl, work: folder.join('work'), include };
    return await verifySite(resolveConfig(flags, {}), folder.join(name), aContext('en'));
  };
  const damaged = async (path: string, change: (text: string) => string) => {
    await rm(folder.join('damaged'), { recursive: true, force: true });
    await cp(folder.join('all'), folder.join('damaged'), { recursive: true });
    const file = folder.join(`damaged/${path}`);
    const before = await readFile(file, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(file, after);
    const found = (await compare('damaged')).differences;
    // Of the file itself archive-sums.test.ts has the tests.
    expect(found).toContainEqual({ place: path, what: 'changed', source: 1, site: 0 });
    return found.map(({ what }) => what).filter((what) => what !== 'changed');
  };

  it('tells an image of an emoji that is missing', async () => {
    await cp(folder.join('ja'), folder.join('ja-damaged'), { recursive: true });
    expect((await compare('ja-damaged')).differences).toEqual([]);
    await rm(folder.join('ja-damaged/emoji'), { recursive: true });
    const found = (await compare('ja-damaged')).differences.map(({ what }) => what);
    expect(new Set(found)).toEqual(new Set(['missingCopies', 'missing']));
  });

  it.each(['all', 'kept', 'person'])('has no difference as it was written: %s', async (name) => {
    const include = name === 'person' ? 'public,private' : undefined;
    const { differences, posts } = await compare(name, include);
    expect(differences).toEqual([]);
    expect(posts).toBeGreaterThan(0);
  });

  it('tells a post, a reaction, a file, a result, an id and a channel that is missing or another one', async () => {
    const names = [...(await textsOf('all'))];
    const withText = (pattern: RegExp): string =>
      names.find(([path, text]) => /\d\.html$/.test(path) && pattern.test(text))?.[0] ?? '';
    const page = withText(/<article/);
    expect(
      await damaged(page, (text) => text.replace(/<article[\s\S]*?<\/article>/, '')),
    ).toContain('posts');
    expect(await damaged(page, (text) => text.replace(/(<article [^>]*id=")(.)/, '$1x$2'))).toEqual(
      ['ids'],
    );
    const reactions = withText(/data-count/);
    expect(
      await damaged(reactions, (text) => text.replace('data-count="', 'data-count="1')),
    ).toEqual(['reactions']);
    const file = withText(/class="file"/);
    expect(await damaged(file, (text) => text.replace('class="file"', 'class="lost"'))).toEqual([
      'files',
    ]);
    expect(await damaged('public/search/posts-0.js', (text) => text.replace(/\\n/, ' '))).toEqual([
      'results',
    ]);
    const ids = names.find(([path]) => path.startsWith('public/search/ids-'))?.[0] ?? '';
    expect(await damaged(ids, (text) => text.replace(/\\n/, ' '))).toEqual(['lookUps']);
    expect((await compare('all', 'public')).differences.map(({ what }) => what)).toContain(
      'folder',
    );
  });

  it('refuses what is no whole site', async () => {
    await mkdir(folder.join('half'), { recursive: true });
    await expect(compare('half')).rejects.toThrow(TargetError);
  });
});

describe('a site that cannot be written', () => {
  const left = async (): Promise<readonly string[]> =>
    (await readdir(folder.join(''))).filter((name) => name.startsWith('broken'));

  it('leaves nothing when the source brings fewer posts than it counts', async () => {
    const open: OpenSource = async (config, signal) => {
      const source = await openSource(config, signal);
      return {
        ...source,
        async *unitPosts(unit, range) {
          for await (const { channel, posts } of source.unitPosts(unit, range)) {
            yield { channel, posts: posts.slice(1) };
          }
        },
      };
    };
    await expect(archive('broken', 'en', 'public', { open })).rejects.toThrow(AccountError);
    expect(await left()).toEqual([]);
  });

  it('leaves nothing when it is interrupted', async () => {
    const stop = new AbortController();
    const open: OpenSource = async (config, signal) => {
      const source = await openSource(config, signal);
      return {
        ...source,
        async *unitPosts(unit, range) {
          yield* source.unitPosts(unit, range);
          stop.abort(new InterruptedError());
        },
      };
    };
    await expect(archive('broken', 'en', 'public', { open, signal: stop.signal })).rejects.toThrow(
      InterruptedError,
    );
    expect(await left()).toEqual([]);
  });

  it('refuses a folder that is there without --force, and one of others always', async () => {
    await expect(archive('public-only', 'ja', 'public')).rejects.toThrow(TargetError);
    await archive('public-only', 'ja', 'public', { isForced: true });
    await mkdir(folder.join('foreign'));
    await writeFile(folder.join('foreign/thesis.txt'), 'mine');
    await expect(archive('foreign', 'en', 'public', { isForced: true })).rejects.toThrow(
      TargetError,
    );
    expect(await readdir(folder.join('foreign'))).toEqual(['thesis.txt']);
  });
});
