import type { ComparedField, ComparedThing, DifferenceKind } from '../mapping/verify/facts.ts';

/** Every word of the verify reports in one language. `{name}` stands for a value that is filled in. */
export interface VerifyTexts {
  readonly title: string;
  readonly targets: Readonly<Record<'zip' | 'workspace', string>>;
  readonly clean: string;
  readonly notClean: string;
  /** `{posts}`, `{conversations}` */
  readonly compared: string;
  /** `{count}` */
  readonly foreign: string;
  /** `{linked}`, `{fetched}` */
  readonly pickedUp: string;
  readonly differences: string;
  readonly expected: string;
  readonly samples: string;
  readonly columns: readonly string[];
  readonly leftOut: string;
  readonly warnings: string;
  readonly kinds: Readonly<Record<DifferenceKind, string>>;
  readonly things: Readonly<Record<ComparedThing, string>>;
  readonly fields: Readonly<Record<ComparedField, string>>;
  /** `{file}` */
  readonly details: string;
  readonly withText: string;
}

const en: VerifyTexts = {
  title: 'Verification',
  targets: { zip: 'Archives', workspace: 'Workspace' },
  clean: 'Clean: nothing differs that was not recorded.',
  notClean: 'Not clean: something differs that nobody recorded.',
  compared: '{posts} posts in {conversations} conversations were found and compared.',
  foreign: '{count} messages are of others; they are no difference.',
  pickedUp: 'Of {linked} files with links of serve-files, {fetched} were fetched whole.',
  differences: 'Differences that nobody recorded',
  expected: 'Expected differences',
  samples: 'Where',
  columns: ['Count', 'What', 'Cause'],
  leftOut: 'Posts that were not compared',
  warnings: 'Remarks',
  kinds: { missing: 'missing', unexpected: 'unexpected', differs: 'differs' },
  things: {
    message: 'message',
    file: 'file',
    channel: 'channel',
    user: 'person',
    emoji: 'emoji',
    entry: 'entry of an archive',
  },
  fields: {
    '': '',
    author: 'author',
    time: 'time',
    text: 'text',
    attachments: 'attachments',
    thread: 'thread',
    replies: 'list of replies',
    edited: 'edit mark',
    reactions: 'reactions',
    pinned: 'pin',
    deleted: 'deletion',
    day: 'day file',
    name: 'name',
    size: 'size',
    type: 'type',
    sha256: 'SHA-256',
    fetched: 'download',
    visibility: 'visibility',
    archived: 'archived or not',
    topic: 'topic',
    purpose: 'purpose',
    members: 'members',
    pins: 'list of pins',
    'real-name': 'full name',
    'display-name': 'display name',
    email: 'e-mail address',
    bot: 'bot or not',
    deactivated: 'deactivated or not',
    content: 'content',
  },
  details: 'Each one, with what both sides say, is in {file}.',
  withText: 'That file can hold text of posts; it is not meant to be passed on.',
};

const ja: VerifyTexts = {
  title: '照合結果',
  targets: { zip: 'アーカイブ', workspace: 'ワークスペース' },
  clean: '一致しています。記録にない差はありません。',
  notClean: '一致していません。記録にない差があります。',
  compared: '{conversations} 件の会話で、投稿 {posts} 件を確かめました。',
  foreign: '移行と関係のないメッセージが {count} 件あります。差には数えません。',
  pickedUp:
    'serve-files のリンクがあるファイル {linked} 件のうち、{fetched} 件が最後まで取得されました。',
  differences: '記録にない差',
  expected: '予定どおりの差',
  samples: '場所',
  columns: ['件数', '内容', '理由'],
  leftOut: '比べなかった投稿',
  warnings: '注意',
  kinds: { missing: 'がない', unexpected: 'が余分にある', differs: 'が違う' },
  things: {
    message: 'メッセージ',
    file: 'ファイル',
    channel: 'チャンネル',
    user: '人',
    emoji: '絵文字',
    entry: 'アーカイブの中のファイル',
  },
  fields: {
    '': '',
    author: '投稿者',
    time: '時刻',
    text: '本文',
    attachments: '添付メッセージ',
    thread: 'スレッド',
    replies: '返信の一覧',
    edited: '編集の印',
    reactions: 'リアクション',
    pinned: 'ピン留め',
    deleted: '削除の状態',
    day: '日付ファイル',
    name: '名前',
    size: '大きさ',
    type: '種類',
    sha256: 'SHA-256',
    fetched: 'ダウンロード',
    visibility: '公開範囲',
    archived: 'アーカイブの状態',
    topic: 'トピック',
    purpose: '目的',
    members: 'メンバー',
    pins: 'ピン留めの一覧',
    'real-name': '氏名',
    'display-name': '表示名',
    email: 'メールアドレス',
    bot: 'ボットかどうか',
    deactivated: '無効かどうか',
    content: '内容',
  },
  details: '一件ずつの内容は {file} にあります。',
  withText: 'このファイルには投稿の本文が入ることがあります。人に渡さないでください。',
};

export const VERIFY_TEXTS: Readonly<Record<'en' | 'ja', VerifyTexts>> = { en, ja };
