import type { pending as en } from '../en/pending.ts';

export const pending: typeof en = {
  posted: '作業は不要です。mm2slack adopt、続けて mm2slack sync で移ります',
  edited: '新しい文面を返信として投稿してください。アプリはこのメッセージを編集できません',
  deleted: 'ワークスペースのオーナーにメッセージの削除を依頼してください',
  reactions: '作業は不要です。リアクションはインポートした日のままです',
  pinned: 'メッセージをピン留めしてください',
  unpinned: 'ピン留めを外してください',
  files:
    '新しいファイルは mm2slack files で移ります。削除されたファイルはオーナーが削除してください',
  thread: '作業は不要です。返信はチャンネルにあります',
  'channel-renamed': 'チャンネル名を変更してください',
  'channel-archived': 'チャンネルをアーカイブしてください',
  'channel-restored': 'チャンネルのアーカイブを解除してください',
  'channel-removed': 'チャンネルをアーカイブするか、削除してください',
  'channel-made-public':
    'Slack では非公開のままです。そのままにするか、オーナーが公開にしてください。公開にすると、過去のメッセージも全員が読めます',
  'channel-made-private':
    'チャンネルを非公開にしてください。インポート済みのメッセージは全員が読めます。非公開にすると mm2slack adopt の対象になり、新しい投稿は mm2slack sync で移せます',
  'consent-withdrawn':
    'チャンネルを削除してください。Slack に置くことに全員が同意しているわけではありません',
  topic: 'トピックを設定してください',
  purpose: '説明を設定してください',
  bookmarks:
    'チャンネルのブックマークを設定してください。古い一覧のメッセージはオーナーが削除できます',
  'member-joined': 'この人をチャンネルに追加してください',
  'member-left': 'この人をチャンネルから外してください',
  'person-renamed': '作業は不要です。名前は本人が設定します',
  'person-deactivated': 'アカウントを無効にしてください',
  'person-restored': 'アカウントを有効にしてください',
  'emoji-added': '絵文字をアップロードしてください',
};
