import { describe, expect, it } from 'vitest';
import { type Conversation, LIST_OF_TYPE } from '../../../src/mapping/conversations.ts';
import { channelSlackId } from '../../../src/mapping/slack-ids.ts';
import { AFTER_IMPORT } from '../../../src/mapping/status/next-step.ts';
import { type Channel, channelId, userId } from '../../../src/model/model.ts';
import { type ChecklistFacts, importChecklist } from '../../../src/reports/import-checklist.ts';
import { markdownCell } from '../../../src/reports/markdown.ts';
import { A_TIME_MS, aChannel, aUser } from '../../support/builders/builders.ts';

function conversation(name: string, over: Partial<Channel> = {}, isGeneral = false): Conversation {
  const channel = aChannel({ id: channelId(name), ...over });
  const list = LIST_OF_TYPE[channel.type];
  return {
    channel,
    slackId: channelSlackId(channel.id),
    list,
    name,
    folder: name,
    isGeneral,
    isArchived: channel.deleteAtMs !== undefined,
    reason: '',
  };
}

const FACTS: ChecklistFacts = {
  lang: 'en',
  rehearsalDomain: undefined,
  deliver: 'api',
  archives: [{ name: 'export.zip', sizeBytes: 1_572_864 }],
  conversations: [
    conversation('経営会議', { type: 'private', displayName: '経営会議' }),
    conversation('general', { displayName: 'Town Square' }, true),
    conversation('dev', { displayName: '' }),
    conversation('falcon', { displayName: 'Project Falcon', deleteAtMs: A_TIME_MS }),
    conversation('D1', { type: 'direct' }),
    conversation('mpdm-a--b-1', { type: 'group' }),
  ],
  emojiRenames: [{ from: 'Party+Crab', to: 'party_crab' }],
  users: [
    aUser(),
    aUser({ id: userId('ito'), username: 'ito', deleteAtMs: A_TIME_MS }),
    aUser({ id: userId('kiosk'), username: 'kiosk', email: '' }),
    aUser({ id: userId('bot'), username: 'buildbot', kind: 'bot', email: '' }),
  ],
};

/** The part under a heading, to the next one. */
function section(checklist: string, title: string): string {
  return (
    checklist
      .split('\n## ')
      .find((part) => part.startsWith(title))
      ?.trim() ?? ''
  );
}

describe('the import checklist', () => {
  const english = importChecklist(FACTS);

  it('says for each channel what to choose, public ones first, private ones marked', () => {
    expect(section(english, 'Channels')).toMatchInlineSnapshot(`
      "Channels: what to choose on the mapping page
      **Check every line marked 🔒 twice.** An import cannot merge a private channel into an existing one: it must become a new private channel. If you choose a public channel, everyone can read its content.

      | In Slack | In Mattermost | Kind | Choose |
      | --- | --- | --- | --- |
      | #dev | dev | public | new public channel, or merge into the existing one of this name |
      | #falcon | Project Falcon | public \\(archived\\) | new public channel, or merge into the existing one of this name |
      | #general | Town Square | public | merge into the existing general channel |
      | #経営会議 | 経営会議 | 🔒 PRIVATE | NEW PRIVATE channel; never an existing or public one |

      2 direct and group messages are not listed: they follow their people, who must be mapped to accounts."
    `);
  });

  it('says whom to create deactivated, and who has no address; bots are nobody', () => {
    expect(section(english, 'People')).toMatchInlineSnapshot(`
      "People
      2 people are active: merge them with the account of the same e-mail address, or create and invite them. 1 has left.
      - [ ] ito: has left: create deactivated
      - [ ] kiosk: has no e-mail address: Slack imports a bot unless you map an account by hand"
    `);
  });

  it('names the archives and their size', () => {
    expect(section(english, 'Archives')).toMatchInlineSnapshot(`
      "Archives
      - \`export.zip\` (1.5 MiB)"
    `);
  });

  it('warns that the link must be a restricted one and deleted afterwards', () => {
    expect(english).toMatch(/Restrict that link so that no one else can use it/);
    expect(section(english, 'Afterwards')).toMatch(/Delete the download link/);
  });

  it('is in Japanese where that is wanted', () => {
    const japanese = importChecklist({ ...FACTS, lang: 'ja' });
    expect(section(japanese, 'チャンネル')).toMatchInlineSnapshot(`
      "チャンネル: マッピング画面で選ぶもの
      **🔒 の行は必ず再確認してください。** インポートでは非公開チャンネルを既存のチャンネルに統合できません。必ず新しい非公開チャンネルにします。公開チャンネルを選ぶと、内容が全員に公開されてしまいます。

      | Slack | Mattermost | 種類 | 選択 |
      | --- | --- | --- | --- |
      | #dev | dev | 公開 | 新しい公開チャンネル、または同名の既存チャンネルに統合 |
      | #falcon | Project Falcon | 公開 \\(アーカイブ済み\\) | 新しい公開チャンネル、または同名の既存チャンネルに統合 |
      | #general | Town Square | 公開 | 既存の general チャンネルに統合 |
      | #経営会議 | 経営会議 | 🔒 非公開 | 新しい非公開チャンネル \\(既存のチャンネルや公開チャンネルは選ばない\\) |

      ダイレクトメッセージとグループメッセージ 2 件には行がありません。参加者に従うため、参加者をアカウントに対応付けてください。"
    `);
    expect(section(japanese, 'メンバー')).toMatchInlineSnapshot(`
      "メンバー
      在籍中は 2 人です。同じメールアドレスのアカウントに統合するか、作成して招待します。退職者は 1 人です。
      - [ ] ito: 退職者: 無効化した状態で作成
      - [ ] kiosk: メールアドレスがありません。手動でアカウントに対応付けないとボットとしてインポートされます"
    `);
    expect(japanese.match(/^#/gm)).toHaveLength(english.match(/^#/gm)?.length ?? 0);
    expect(japanese.match(/\[ \]/g)).toHaveLength(english.match(/\[ \]/g)?.length ?? 0);
  });

  it('says at its top when it is of a rehearsal', () => {
    const rehearsal = importChecklist({ ...FACTS, rehearsalDomain: 'test.example.com' });
    expect(rehearsal.split('\n')[2]).toMatch(/^> \*\*Rehearsal\*\*.*test\.example\.com/);
    expect(english).not.toContain('Rehearsal');
  });

  it('names no direct or group message', () => {
    expect(english).not.toMatch(/mpdm|#D1/);
  });

  it('cannot be bent by the name of a channel', () => {
    const displayName = 'a | b\n| # c | <script>alert(1)</script> [x](http://evil) `code` **B**';
    const hostile = importChecklist({
      ...FACTS,
      conversations: [conversation('x', { displayName })],
    });
    const [row] = hostile.split('\n').filter((line) => line.startsWith('| #x'));
    expect(row?.split(/(?<!\\)\|/)).toHaveLength(6);
    expect(row).not.toMatch(/(?<!\\)[<>`*[\]]/);
    expect(hostile.split('\n')).toHaveLength(
      importChecklist({ ...FACTS, conversations: [conversation('x')] }).split('\n').length,
    );
  });
});

describe('text in a table of a report', () => {
  it.each([
    ['two\nlines\u2028three', 'two lines three'],
    ['a|b', 'a\\|b'],
    ['\\|', '\\\\\\|'],
    ['  営業部　連絡 ', '営業部 連絡'],
  ])('%j is %s', (text, cell) => {
    expect(markdownCell(text)).toBe(cell);
  });

  it('lists the custom emoji that get another name', () => {
    expect(importChecklist(FACTS)).toContain('- [ ] `:Party+Crab:` → `:party_crab:`');
    expect(importChecklist({ ...FACTS, emojiRenames: [] })).not.toContain('Custom emoji');
  });

  it.each(['en', 'ja'] as const)(
    'names the commands after the import in the order in which the program proposes them, in %s',
    (lang) => {
      const named = (deliver: ChecklistFacts['deliver']) =>
        [...new Set(importChecklist({ ...FACTS, lang, deliver }).match(/mm2slack [a-z]+/g))].map(
          (words) => words.replace('mm2slack ', ''),
        );
      expect(named('api')).toEqual(AFTER_IMPORT);
      expect(named('link')).toEqual(['adopt', 'sync']);
      expect(named('bundle')).toEqual([]);
    },
  );
});
