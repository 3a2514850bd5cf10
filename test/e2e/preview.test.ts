import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import { channelSlackId, directSlackId } from '../../src/mapping/slack-ids.ts';
import { channelId } from '../../src/model/model.ts';
import { startChromium } from '../support/browser/chromium.ts';
import { colorsOf } from '../support/browser/colors-of.ts';
import { openWatched, type PageLook } from '../support/browser/watched-page.ts';
import { notEmpty } from '../support/not-empty.ts';
import { problemsOf, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

const ALL_TYPES = ['--include', 'public,private,direct,group'];
const SCREENSHOTS = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));

/** Each sets the page's title when it runs. */
const SCRIPT = '</script><script>document.title="owned"</script>';
const IMAGE = `<img src="https://attacker.example/x.png" onerror="document.title='owned'">`;
const LINK = `[click](javascript:document.title='owned')`;

let database: TestDatabase;
let folder: ScratchFolder;
let browser: Browser;

beforeAll(async () => {
  folder = await makeScratchFolder();
  database = await createDatabase('postgres', 'preview');
  await loadWorkspace('postgres', '8.1', database.run, { broken: true, priority: true });
  await plantScripts();
  browser = await startChromium();
  await mkdir(SCREENSHOTS, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await database.drop();
  await folder.remove();
});

/** Scripts in every text that a page shows: a post, a name, a channel, a file, an attachment. */
async function plantScripts(): Promise<void> {
  const props = { attachments: [{ title: SCRIPT, title_link: 'javascript:1', text: IMAGE }] };
  const statements = [
    `UPDATE posts SET message = ${sql(`${SCRIPT} ${IMAGE} ${LINK}`)} WHERE id = ${sql(postIdOf('year-end'))}`,
    `UPDATE posts SET props = ${sql(JSON.stringify(props))} WHERE id = ${sql(postIdOf('farewell'))}`,
    `UPDATE users SET username = ${sql(SCRIPT)} WHERE id = ${sql(userIdOf('yamada'))}`,
    `UPDATE channels SET displayname = ${sql(SCRIPT)} WHERE id = ${sql(channelIdOf('townSquareTokyo'))}`,
    `UPDATE fileinfo SET name = ${sql(IMAGE)}`,
  ];
  for (const statement of statements) await database.run(statement);
}

/** Live posts of channels that exist, and the deleted roots whose live replies keep their place. */
async function shownPosts(): Promise<number> {
  const [row] = await database.run(
    `SELECT COUNT(*) AS posts FROM posts p WHERE COALESCE(p.originalid, '') = '' AND p.channelid IN (SELECT id FROM channels)
     AND (COALESCE(p.deleteat, 0) = 0 OR EXISTS (SELECT 1 FROM posts r WHERE r.rootid = p.id AND r.deleteat = 0))`,
  );
  return Number(row?.['posts']);
}

const sql = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const preview = (name: string, ...flags: readonly string[]) =>
  runCli(['preview', '--source', database.readerUrl, '--html', folder.join(name), ...flags]);

const LOOKS: readonly PageLook[] = [
  { widthPx: 1280, scheme: 'light' },
  { widthPx: 1280, scheme: 'dark' },
  { widthPx: 390, scheme: 'light' },
  { widthPx: 390, scheme: 'dark' },
];

describe.each(['en', 'ja'])('the page of the workspace, --lang %s', (lang) => {
  const name = `${lang}.html`;
  beforeAll(async () => {
    const run = await preview(name, '--lang', lang, '--json', ...ALL_TYPES);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
  });

  it.each(LOOKS)('runs nothing, loads nothing and fits at $widthPx px, $scheme', async (look) => {
    const { page, misdeeds, close } = await openWatched(browser, folder.join(name), look);
    await page.evaluate(
      `document.querySelectorAll('details').forEach((it) => { it.open = true; })`,
    );
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('script, img, iframe, object, form, link').count()).toBe(0);
    const widthPx = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(widthPx).toBeLessThanOrEqual(look.widthPx);
    const shot = await page.screenshot();
    await writeFile(`${SCREENSHOTS}preview-${lang}-${look.scheme}-${look.widthPx}.png`, shot);
    expect(await colorsOf(browser, shot)).toBeGreaterThan(10);
    expect(misdeeds).toEqual([]);
    await close();
  });

  it('is in that language', async () => {
    const { page, close } = await openWatched(browser, folder.join(name), {
      widthPx: 1280,
      scheme: 'light',
    });
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    const headings = await page.locator('h2').allTextContents();
    expect(headings[0]).toBe(lang === 'ja' ? '投稿に現れる要素' : 'Elements of posts');
    await close();
  });
});

describe('preview', () => {
  it('reports counts and links as JSON, and no text of a post', async () => {
    const run = await preview('json.html', '--json', '--quiet', ...ALL_TYPES);
    const report = JSON.parse(run.stdout);
    expect(report).toMatchObject({ command: 'preview', account: {}, posts: await shownPosts() });
    const codes = report.losses.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['heading_as_bold', 'unknown_author']));
    const table = report.constructs.find(
      (entry: { construct: string }) => entry.construct === 'table',
    );
    expect(table.samples[0]).toMatch(/\/pl\/[a-z0-9]{26}$/);
    expect(run.stdout).not.toContain('owned');
  });

  it('shows a post of each loss', async () => {
    const run = await preview('losses.html', '--json', ...ALL_TYPES);
    const page = await readFile(folder.join('losses.html'), 'utf8');
    for (const { code } of notEmpty<{ code: string }>(JSON.parse(run.stdout).losses)) {
      expect(page).toContain(`href="#loss-${code}"`);
    }
  });

  it('writes a page that only its owner may read', async () => {
    const run = await preview('default.html');
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect((await stat(folder.join('default.html'))).mode & 0o777).toBe(0o600);
  });

  it('shows private conversations and direct messages only as --include says', async () => {
    const direct = directSlackId(channelId(channelIdOf('direct')));
    const hidden = channelSlackId(channelId(channelIdOf('leadershipTokyo')));
    const placesWith = async (include: string): Promise<readonly boolean[]> => {
      await preview('included.html', '--force', '--include', include);
      const page = await readFile(folder.join('included.html'), 'utf8');
      return [direct, hidden].map((id) => page.includes(`<span class="place">${id}<`));
    };
    expect(await placesWith('public')).toEqual([false, false]);
    expect(await placesWith('private')).toEqual([false, true]);
    expect(await placesWith('direct')).toEqual([true, false]);
  });

  it('shows the one post of --post, by id or by link', async () => {
    const id = postIdOf('farewell');
    for (const post of [id, `https://chat.example.co.jp/tokyo/pl/${id}`]) {
      const run = await preview('one.html', '--post', post, '--force', '--json');
      expect(run.exitCode).toBe(0);
      const page = await readFile(folder.join('one.html'), 'utf8');
      expect(page.match(/<article/g)).toHaveLength(1);
      expect(page).toContain(id);
    }
  });

  it('says in one line that there is no such post, and leaves nothing behind', async () => {
    const run = await preview('none.html', '--post', 'nosuchpost');
    expect(problemsOf(run)).toBe(
      "mm2slack: no post 'nosuchpost' in the selected conversations: check the id, --include and --channels",
    );
    expect(run.exitCode).toBe(2);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('does not replace a page without --force', async () => {
    await writeFile(folder.join('precious.html'), 'precious');
    const run = await preview('precious.html');
    expect(problemsOf(run)).toMatch(/precious\.html exists already: give --force to replace it$/);
    expect(run.exitCode).toBe(2);
    expect(await readFile(folder.join('precious.html'), 'utf8')).toBe('precious');
  });
});
