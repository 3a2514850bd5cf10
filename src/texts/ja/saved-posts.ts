import type { savedPosts as en } from '../en/saved-posts.ts';

/** The page of a person's saved posts. */
export const savedPosts: typeof en = {
  title: '{name} さんの保存済み投稿',
  lead: '{name} さんが Mattermost で保存した投稿です (新しい順)。Slack の「後で」リストへは移行できないため、引き続き必要なものは Slack で保存し直してください。削除された投稿と、退出したチャンネルの投稿は含まれません。',
  yours: '{name} さん専用です。非公開の会話の投稿が含まれている場合があります。',
  noPlaces:
    'まだ Slack に移行していないため、Slack へのリンクはありません。移行後に、リンクを付けてこのページを作り直します。',
  openSlack: 'Slack で開く',
  inSlack: 'Slack での場所: {channel} ({time} のメッセージ)',
  notInSlack: 'Slack にはありません',
  openMattermost: 'Mattermost で開く',
  file: 'ファイル: {name} ({size})',
  fileOfUnknownSize: 'ファイル: {name} (サイズ不明)',
  shown: '投稿 {count} 件。',
  notShown:
    '移行しない会話の投稿、または開封後に消える投稿のため、表示していない保存済み投稿: {count} 件。',
};
