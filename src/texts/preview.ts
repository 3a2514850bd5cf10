import type { Construct } from '../mapping/messages/constructs.ts';

/** The headings of the preview in one language. */
export interface PreviewTexts {
  readonly title: string;
  readonly lead: (posts: number, cards: number) => string;
  readonly warning: string;
  readonly approximation: string;
  readonly constructsTitle: string;
  readonly typesTitle: string;
  readonly lossesTitle: string;
  readonly noLosses: string;
  readonly countTitle: string;
  readonly samplesTitle: string;
  readonly source: string;
  readonly result: string;
  readonly noMessage: string;
  readonly noText: string;
  readonly plainText: string;
  readonly hiddenProps: string;
  readonly picture: string;
  readonly edited: string;
  readonly replies: (count: number) => string;
  readonly inThreadOf: (name: string) => string;
  readonly part: (number: number, of: number) => string;
  readonly facts: Readonly<Record<FactName, string>>;
  readonly constructs: Readonly<Record<Construct, string>>;
}

type FactName =
  | 'author'
  | 'time'
  | 'type'
  | 'edited'
  | 'deleted'
  | 'thread'
  | 'pinned'
  | 'priority'
  | 'files'
  | 'reactions'
  | 'faults';

const en: PreviewTexts = {
  title: 'Preview: Mattermost and Slack side by side',
  lead: (posts, cards) =>
    `${posts.toLocaleString('en-US')} posts were read; ${cards.toLocaleString('en-US')} are shown here.`,
  warning: 'This page holds the text of posts: show it only to people who may read them.',
  approximation:
    'The Slack side is an approximation of how Slack shows the message; JSON is what is written. Pictures are not loaded. Times are UTC.',
  constructsTitle: 'What posts show',
  typesTitle: 'Post types',
  lossesTitle: 'What Slack cannot hold',
  noLosses: 'Nothing was lost.',
  countTitle: 'Count',
  samplesTitle: 'Samples',
  source: 'Mattermost',
  result: 'Slack',
  noMessage: 'Left out: no message is written for this post.',
  noText: 'No text.',
  plainText: 'Text for notifications and search',
  hiddenProps: 'Other props, not shown',
  picture: 'Image',
  edited: 'edited',
  replies: (count) => (count === 1 ? '1 reply' : `${count.toLocaleString('en-US')} replies`),
  inThreadOf: (name) => `in the thread of ${name}`,
  part: (number, of) => `Message ${number} of ${of}`,
  facts: {
    author: 'Author',
    time: 'Time',
    type: 'Type',
    edited: 'Edited',
    deleted: 'Deleted',
    thread: 'Thread',
    pinned: 'Pinned',
    priority: 'Priority',
    files: 'Files',
    reactions: 'Reactions',
    faults: 'Faults of the row',
  },
  constructs: {
    plain: 'Plain text',
    bold: 'Bold',
    italic: 'Italic',
    strike: 'Strikethrough',
    inline_code: 'Inline code',
    heading: 'Heading',
    bullet_list: 'Bullet list',
    numbered_list: 'Numbered list',
    nested_list: 'Nested list',
    quote: 'Quote',
    code_block: 'Code block',
    table: 'Table',
    link: 'Link',
    image: 'Image in the text',
    latex: 'Formula',
    user_mention: 'Mention of a person',
    channel_mention: 'Mention of a channel',
    broadcast: 'Mention of everybody',
    emoji: 'Emoji',
    me_message: '/me message',
    system_message: 'System message',
    plugin_post: "Plugin's post",
    webhook: 'Webhook',
    attachment: 'Attachment',
    permalink_preview: 'Preview of a linked post',
    file: 'File',
    reaction: 'Reaction',
    pinned: 'Pinned',
    edited: 'Edited',
    thread_root: 'Thread',
    thread_reply: 'Reply in a thread',
    tombstone: 'Deleted root of a thread',
    priority: 'Priority and acknowledgement',
    split: 'Split into several messages',
    empty: 'No text',
    left_out: 'Left out',
  },
};

const ja: PreviewTexts = {
  title: 'プレビュー: Mattermost と Slack の比較',
  lead: (posts, cards) =>
    `${posts.toLocaleString('ja-JP')} 件の投稿を読み、${cards.toLocaleString('ja-JP')} 件を表示しています。`,
  warning: 'このページには投稿の本文が含まれます。読んでよい人にだけ見せてください。',
  approximation:
    'Slack 側の表示は実際の見た目の近似です。書き出される内容は JSON のとおりです。画像は読み込みません。時刻は UTC です。',
  constructsTitle: '投稿に現れる要素',
  typesTitle: '投稿の種類',
  lossesTitle: 'Slack では表せないもの',
  noLosses: '失われたものはありません。',
  countTitle: '件数',
  samplesTitle: '例',
  source: 'Mattermost',
  result: 'Slack',
  noMessage: '対象外: この投稿のメッセージは書き出されません。',
  noText: '本文はありません。',
  plainText: '通知と検索のためのテキスト',
  hiddenProps: '表示しないその他の Props',
  picture: '画像',
  edited: '編集済み',
  replies: (count) => `返信 ${count.toLocaleString('ja-JP')} 件`,
  inThreadOf: (name) => `${name} のスレッド内`,
  part: (number, of) => `メッセージ ${number} / ${of}`,
  facts: {
    author: '投稿者',
    time: '時刻',
    type: '種類',
    edited: '編集',
    deleted: '削除',
    thread: 'スレッド',
    pinned: 'ピン留め',
    priority: '優先度',
    files: 'ファイル',
    reactions: 'リアクション',
    faults: '行の不備',
  },
  constructs: {
    plain: 'ふつうの文章',
    bold: '太字',
    italic: '斜体',
    strike: '取り消し線',
    inline_code: '行内コード',
    heading: '見出し',
    bullet_list: '箇条書き',
    numbered_list: '番号付きリスト',
    nested_list: '入れ子のリスト',
    quote: '引用',
    code_block: 'コードブロック',
    table: '表',
    link: 'リンク',
    image: '本文中の画像',
    latex: '数式',
    user_mention: '人へのメンション',
    channel_mention: 'チャンネルへのメンション',
    broadcast: '全員へのメンション',
    emoji: '絵文字',
    me_message: '/me メッセージ',
    system_message: 'システムメッセージ',
    plugin_post: 'プラグインの投稿',
    webhook: 'Webhook',
    attachment: 'アタッチメント',
    permalink_preview: 'リンク先の投稿のプレビュー',
    file: 'ファイル',
    reaction: 'リアクション',
    pinned: 'ピン留め',
    edited: '編集済み',
    thread_root: 'スレッド',
    thread_reply: 'スレッドへの返信',
    tombstone: '削除されたスレッドの先頭',
    priority: '優先度と確認',
    split: '複数のメッセージに分割',
    empty: '本文なし',
    left_out: '対象外',
  },
};

export const PREVIEW_TEXTS: Readonly<Record<'en' | 'ja', PreviewTexts>> = { en, ja };
