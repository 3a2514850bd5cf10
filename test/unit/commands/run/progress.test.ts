import { describe, expect, it, vi } from 'vitest';
import { progressText, stagingText, startProgress } from '../../../../src/commands/run/progress.ts';
import { textWidth } from '../../../../src/mapping/text.ts';

const state = { current: '#dev', done: 12_000, totalPosts: 50_000, elapsedMs: 4_000 };

describe('the progress line', () => {
  it('says where a run is, how fast it is and how long it will take', () => {
    expect(progressText(state, 'en')).toBe(
      '#dev  12,000 of 50,000 posts  3,000 posts/s  13 s left',
    );
  });

  it.each([
    [3_000_000, '16 min 36 s left'],
    [30_000_000, '2 h 46 min left'],
    [12_000, '0 s left'],
    // More posts than were counted: nobody is told to wait a negative time.
    [11_000, '0 s left'],
  ])('of %i posts says %s', (totalPosts, left) => {
    expect(progressText({ ...state, totalPosts }, 'en')).toMatch(new RegExp(`  ${left}$`));
  });

  it.each([
    [4_000, '#dev  投稿 12,000 / 50,000 件  毎秒 3,000 件  残り 13 秒'],
    [40_000_000, '#dev  投稿 12,000 / 50,000 件  毎分 18 件  残り 35 時間 11 分'],
  ])('is worded in Japanese too, after %i ms', (elapsedMs, text) => {
    expect(progressText({ ...state, elapsedMs }, 'ja')).toBe(text);
  });

  it('shows a name without what drives a terminal', () => {
    const current = '#dev\u001b[2J\u001b]0;title\u0007\u009b31m\r\nnext';
    expect(progressText({ ...state, current }, 'en')).toMatch(/^#dev next {2}12,000 of/);
  });

  it.each([
    ['a-channel-of-an-older-team-with-a-long-name'.repeat(3), 'en', 80],
    ['開発チームの雑談部屋'.repeat(9), 'ja', 80],
    ['😀'.repeat(60), 'ja', 60],
    ['dev', 'en', 40],
  ] as const)('keeps to the width of the terminal: %s, %s, %i', (current, lang, columns) => {
    const text = progressText({ ...state, current }, lang, columns);
    const rest = progressText({ ...state, current: '' }, lang, columns);
    expect(textWidth(text)).toBeLessThanOrEqual(Math.max(columns - 2, textWidth(rest)));
    expect(text.endsWith(rest)).toBe(true);
    expect(text).not.toContain('\ufffd');
  });

  it('promises nothing before anything is done', () => {
    expect(progressText({ ...state, done: 0, elapsedMs: 0 }, 'en')).toBe(
      '#dev  0 of 50,000 posts  0 posts/s',
    );
    expect(progressText({ current: '', done: 0, totalPosts: 0, elapsedMs: 10 }, 'en')).toBe(
      '0 of 0 posts  0 posts/s',
    );
  });
});

describe('progress on a stderr that is no terminal', () => {
  it('is silent', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const progress = await startProgress(10, {
      progress: { isQuiet: false, lang: 'en' },
      nowMs: () => 0,
    });
    progress.at('#dev');
    progress.advance(5);
    progress.stop();
    const calls = write.mock.calls.length;
    write.mockRestore();
    expect(process.stderr.isTTY).not.toBe(true);
    expect(calls).toBe(0);
  });
});

it.each([
  ['en', 'reading export.zip: 1.0 GB of 4.0 GB  2 min 30 s left'],
  ['ja', 'export.zip を読み込み中: 1.0 GB / 4.0 GB  残り 2 分 30 秒'],
] as const)('says in %s how much of an export is staged', (lang, text) => {
  const state = { file: 'export.zip', doneBytes: 1e9, totalBytes: 4e9, elapsedMs: 50_000 };
  expect(stagingText(state, lang)).toBe(text);
  expect(stagingText({ ...state, doneBytes: 0 }, lang)).not.toContain('NaN');
});
