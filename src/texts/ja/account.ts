import type { account as en } from '../en/account.ts';

export const account: typeof en = {
  read: '読み取り',
  written: '書き込み',
  leftOut: '対象外',
  notBalanced: '一致しません: {count} 件の処理結果を確認できません',
  fileBytes:
    '移行する投稿のファイル: ファイルストアに実体があるもの {there} 件、名前だけのもの {nameOnly} 件',
  because: {
    posts: '投稿 {count} 件は対象外: {reason}',
    users: 'ユーザー {count} 人は対象外: {reason}',
    channels: 'チャンネル {count} 個は対象外: {reason}',
    reactions: 'リアクション {count} 件は対象外: {reason}',
    files: 'ファイル {count} 個は対象外: {reason}',
    emoji: '絵文字 {count} 個は対象外: {reason}',
  },
  lacking: 'バルクエクスポートに含まれず、どの件数にも入らないもの: {lacks}',
  lacks: {
    'deleted-posts': '削除された投稿',
    'edit-history': '編集履歴',
    ids: '元の ID',
    creators: 'チャンネルの作成者',
    'times-of-making': 'チャンネルと人の作成日時',
    'reactions-of-direct-roots':
      'ダイレクトメッセージとグループメッセージのスレッド先頭へのリアクション',
    integrations: '連携',
    bookmarks: 'チャンネルのブックマーク',
    'user-groups': 'ユーザーグループ',
    'sidebar-categories': 'サイドバーのカテゴリー',
    'archived-channels': 'アーカイブ済みチャンネル',
    'post-types': '投稿の種類',
    'edit-times': '編集日時',
    pins: 'ピン留め',
    props: '投稿の props',
    'props-of-replies': '返信の props',
    bots: 'ボット',
    'custom-emoji': 'カスタム絵文字',
    favourites: 'お気に入り',
    'saved-posts': '保存済み投稿',
    'file-bytes': 'ファイルの実体',
  },
  kinds: {
    posts: '投稿',
    users: 'ユーザー',
    channels: 'チャンネル',
    reactions: 'リアクション',
    files: 'ファイル',
    emoji: '絵文字',
  },
  reasons: {
    'no-id': '行に ID がありません',
    'doubled-id': '別の行と ID が同じです',
    'edit-history': '投稿の編集前の本文です',
    deleted: 'Mattermost で削除済みです',
    'impossible-time': '作成時刻がないか、正しくない時刻です',
    'outside-range': '--from と --to の範囲外です',
    'not-selected':
      'チャンネルが選ばれていません (--include、--channels、--exclude-channels、--teams)',
    'channel-skipped': 'チャンネルが channels.csv、計画、channels.archived のいずれかで対象外です',
    'without-consent':
      '移行に全員の同意がないダイレクトメッセージまたはグループメッセージです (--consent)',
    'unknown-channel': '属するチャンネルの行がありません',
    'unknown-channel-type': '未知の種類のチャンネルです',
    'system-message': '--system-messages drop により除いたシステムメッセージです',
    'author-skipped': '投稿者が users.csv か計画で対象外です',
    'same-person': '同じ人の別アカウントです (same-as)。投稿はもう一方のものになります',
    'person-skipped': 'users.csv か計画で対象外の人です',
    refused:
      'Slack が受け付けませんでした。理由は replay-losses.jsonl か files-losses.jsonl にあります',
    'not-delivered': '実体がファイルストアにないか、Slack が受け付けません',
    'not-delivered-yet':
      'メッセージの本文にはファイル名だけを記載しました。インポート後に mm2slack files でアップロードします',
    'message-missing':
      'メッセージがまだワークスペースにありません。replay か adopt を実行してから、もう一度 files を実行してください',
    'message-unseen':
      'インポートで移行したダイレクトメッセージかグループメッセージのものです。アプリからはアップロードできないため、参加者が添付し直します',
    'not-in-a-replay':
      'Slack の API でカスタム絵文字を追加できるのは Enterprise プランだけです。手動で追加します',
    'direct-skipped': 'ダイレクトメッセージかグループメッセージで、replay.direct により対象外です',
    'already-moved': '以前のアーカイブにあります',
    'private-by-api':
      'インポート済みの非公開の会話のものです。インポートでは追加できません。mm2slack adopt と sync で移せます',
    'not-yet': 'インポートの後に書かれました。mm2slack sync で移せます',
    ambiguous: 'Slack のどのメッセージか確実には分かりません。adopt-ambiguous.csv にあります',
    unchanged: 'sync で確認し、Slack と同じでした',
    'not-missing': 'verify で報告されましたが、足りないものはありませんでした',
    pending:
      '変更がありましたが、Slack では手動で変える必要があります。pending-changes.csv にあります',
    'never-moved': '移行される前に削除されました',
    'post-left-out': '対象外の投稿のものです',
    'post-missing': '属する投稿の行がありません',
    detached: 'アップロードされましたが、投稿されていません',
    merged: '重複です。同じ人が同じ投稿に、同じ絵文字を別名や別のアカウントでも付けています',
    'no-emoji-name': '絵文字名が空のリアクションです。表示できません',
    'not-found': 'verify か adopt で調べたとき、Slack にもアーカイブにもありませんでした',
    'not-in-a-zip': 'Slack のインポートではカスタム絵文字を追加できません。手動で追加します',
    'not-in-a-csv':
      'Slack のテキストインポートに含まれません。移せるのはチャンネル、名前、本文だけです',
    'standard-emoji': '同名の標準絵文字があり、Mattermost が常にそちらを表示するカスタム絵文字です',
    'no-messages':
      'メッセージがないチャンネル。テキストインポートでは作成されないため、手動で作成します',
    'empty-message': 'メッセージに表示できる内容がありません',
    'burn-on-read':
      '開封後に消える投稿 (burn-on-read) と、特定の人だけに表示される投稿は、ファイルとともに移しません',
  },
};
