import type { Inventory } from '../../mapping/inventory/inventory.ts';
import { type ChannelType, SECRET_KINDS, type SecretKind } from '../../model/model.ts';
import type { ColumnId, SectionId } from '../../texts/inventory-types.ts';
import type { ReportLang } from '../figures.ts';
import type { SectionWords } from './rows.ts';

export interface SecretRows {
  readonly id: SectionId;
  readonly column: ColumnId;
  readonly rows: readonly (readonly string[])[];
}

/** Nothing where nobody searched; one table that says so where nothing was found. */
export function secretRows(
  { secretScan }: Inventory,
  { texts, count }: SectionWords,
  lang: ReportLang,
): readonly SecretRows[] {
  if (secretScan === undefined) return [];
  const { kinds, channels, authors, inDeleted, filesSkipped } = secretScan;
  const { words, kindNames } = TEXTS[lang];
  const beside = [
    ...(inDeleted === 0 ? [] : [[words.inDeleted, count(inDeleted)]]),
    ...(filesSkipped === 0 ? [] : [[words.filesSkipped, count(filesSkipped)]]),
  ];
  const byKind = kinds.map(({ kind, found }) => [kindNames[kind], count(found)]);
  const all: readonly SecretRows[] = [
    { id: 'secrets', column: 'kind', rows: [...byKind, ...beside] },
    {
      id: 'secretChannels',
      column: 'channel',
      rows: channels.map(({ name, type, found }) => [
        name ?? `${texts.hidden} (${texts.channelTypes[LETTERS[type]] ?? type})`,
        count(found),
      ]),
    },
    {
      id: 'secretAuthors',
      column: 'author',
      rows: authors.map(({ name, found }) => [name, count(found)]),
    },
  ];
  return all.filter(({ id, rows }) => id === 'secrets' || rows.length > 0);
}

/** As Mattermost writes them, which the inventory's texts are named by. */
const LETTERS: Readonly<Record<ChannelType, string>> = {
  public: 'O',
  private: 'P',
  direct: 'D',
  group: 'G',
};

interface SecretTexts {
  readonly kindNames: Readonly<Record<SecretKind, string>>;
  readonly words: { readonly inDeleted: string; readonly filesSkipped: string };
}

const TEXTS: Readonly<Record<ReportLang, SecretTexts>> = {
  en: {
    kindNames: SECRET_KINDS,
    words: {
      inDeleted: 'In deleted posts, which do not move but are still in the database',
      filesSkipped: 'Text files that were not searched: over 1 MB, or not to be read',
    },
  },
  ja: {
    kindNames: {
      'aws-access-key': 'AWS アクセスキー',
      'aws-secret-key': 'AWS シークレットアクセスキー',
      'aws-account': 'AWS アカウント ID',
      'google-key': 'Google Cloud のキー',
      'private-key': '秘密鍵',
      'slack-token': 'Slack トークン',
      'slack-webhook': 'Slack の Webhook',
      'github-token': 'GitHub トークン',
      'npm-token': 'npm トークン',
      'openai-key': 'OpenAI のキー',
      'anthropic-key': 'Anthropic のキー',
      'linear-key': 'Linear のキー',
      'sendgrid-key': 'SendGrid のキー',
      'shopify-key': 'Shopify のキー',
      '1password-token': '1Password のトークン',
      'database-address': 'パスワード入りのデータベースアドレス',
      'web-address': 'パスワード入りの URL',
      other: 'その他の認証情報',
    },
    words: {
      inDeleted: '削除済みの投稿 (移行されませんが、データベースには残っています)',
      filesSkipped: '調べなかったテキストファイル (1 MB を超えるか、読めないもの)',
    },
  },
};
