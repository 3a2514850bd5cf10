import { describe, expect, it } from 'vitest';
import { type Account, accountLine } from '../../../src/mapping/account.ts';
import { accountTable } from '../../../src/reports/account-table.ts';

const EVEN = accountLine(0, 0, new Map());
const ACCOUNT: Account = {
  posts: accountLine(
    1_234_567,
    1_234_000,
    new Map([
      ['deleted', 500],
      ['edit-history', 67],
    ]),
  ),
  users: accountLine(50, 50, new Map()),
  channels: EVEN,
  reactions: EVEN,
  files: accountLine(3, 2, new Map([['detached', 1]])),
  emoji: EVEN,
};

describe('the account on a terminal', () => {
  it('is a table and a line for each reason', () => {
    expect(`\n${accountTable(ACCOUNT, 'en').join('\n')}\n`).toMatchInlineSnapshot(`
      "
                        read     written    left out
      posts        1,234,567   1,234,000         567
      users               50          50           0
      channels             0           0           0
      reactions            0           0           0
      files                3           2           1
      emoji                0           0           0

        67 posts left out: earlier version of an edited post
        500 posts left out: deleted in Mattermost
        1 file left out: uploaded but never posted
      "
    `);
  });

  it('tells files with bytes from those that are there by name only', () => {
    const of = (there: number, nameOnly: number): string =>
      accountTable(
        { ...ACCOUNT, files: { ...ACCOUNT.files, bytes: { there, nameOnly } } },
        'en',
      ).join('\n');
    expect(of(1, 2)).toContain('1 with their bytes in the file store, 2 by name only');
    expect(of(0, 0)).not.toContain('by name only');
  });

  it('cries out where rows are missing or too many', () => {
    const missing = accountTable({ ...ACCOUNT, users: accountLine(50, 49, new Map()) }, 'en');
    expect(missing.find((line) => line.startsWith('users'))).toMatch(
      /NOT BALANCED: 1 unaccounted for$/,
    );
    const many = accountTable({ ...ACCOUNT, users: accountLine(50, 51, new Map()) }, 'en');
    expect(many.find((line) => line.startsWith('users'))).toMatch(/NOT BALANCED: -1/);
    expect(accountTable(ACCOUNT, 'en').join('\n')).not.toContain('NOT BALANCED');
  });

  it('keeps its columns in Japanese, whose letters are two columns wide', () => {
    expect(`\n${accountTable(ACCOUNT, 'ja').join('\n')}\n`).toMatchInlineSnapshot(`
      "
                       読み取り    書き込み      対象外
      投稿            1,234,567   1,234,000         567
      ユーザー               50          50           0
      チャンネル              0           0           0
      リアクション            0           0           0
      ファイル                3           2           1
      絵文字                  0           0           0

        投稿 67 件は対象外: 投稿の編集前の本文です
        投稿 500 件は対象外: Mattermost で削除済みです
        ファイル 1 個は対象外: アップロードされましたが、投稿されていません
      "
    `);
  });
});
