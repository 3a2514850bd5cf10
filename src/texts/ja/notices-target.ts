import type { TARGET_NOTICES } from '../../errors/notices.ts';

/** What is wrong with the archive, the workspace or the ledger. */
export const targetNotices: Readonly<Record<keyof typeof TARGET_NOTICES, string>> = {
  'no-space': '{path} を書く空きがありません。空きを作るか、別のフォルダーを選んでください',
  'disk-quota':
    'ディスクの割り当てが足りず {path} を書けません。空きを作るか、別のフォルダーを選んでください',
  'write-not-allowed': '{path} を書けません: {folder} に書く権限がありません',
  'write-read-only': '{path} を書けません: {folder} は読み取り専用です',
  'write-no-folder': '{path} を書けません: フォルダー {folder} がありません',
  'write-not-a-folder': '{path} を書けません: {folder} はフォルダーではありません',
  'write-name-too-long': '{path} を書けません: 名前が長すぎます',
  'write-is-a-folder': '{path} を書けません: 同じ名前のフォルダーがあります',
  'token-not-valid': 'は無効です',
  'token-empty': 'は空です',
  'token-revoked': 'は取り消されています',
  'token-expired': 'は期限切れです',
  'token-of-deleted-app': 'は削除されたアプリまたは停止されたアカウントのものです',
  'token-not-allowed': 'にはこの操作の権限がありません',
  'token-of-moving-workspace': 'は組織へ移行中のワークスペースのものです',
  'token-of-other-kind': 'はこのメソッドでは使えない種類です',
  'slack-token-fault':
    'Slack: SLACK_TOKEN のトークン{fault} ({message})。アプリのページにある現在のトークンを使ってください',
  'slack-scope-missing':
    'Slack: トークンにスコープ {neededScope} がありません ({message})。アプリに追加し、もう一度インストールしてください',
  'slack-gateway':
    'Slack: Slack の応答の代わりに HTTP {status} が返りました ({message})。プロキシと SLACK_API_URL を確認してください',
  'slack-fault': 'Slack: {fault} ({message})',
  'slack-refused': 'Slack: 拒否されました {message}',
  'channel-archived': 'チャンネルは Slack でアーカイブされています。元に戻してください',
  'channel-not-found': 'チャンネルがないか、アプリから見えません。アプリを招待してください',
  'app-not-in-channel': 'アプリがチャンネルにいません。招待してください',
  'workspace-forbids': 'ワークスペースがこの操作を許可していません。オーナーに依頼してください',
  'channel-read-only': 'チャンネルに投稿できる人が限られています。アプリを加えてください',
  'app-not-approved': 'アプリがワークスペースで承認されていません。オーナーに依頼してください',
  'no-more-messages': 'ワークスペースのプランではこれ以上メッセージを送れません',
  'no-room-for-files': 'ワークスペースのプランではファイルの空き容量がありません',
  'file-unreadable': '{path}: 読めません ({code})',
  'file-exists': '{path} はすでにあります。置き換えるには --force を付けてください',
  'no-list-of-messages': 'メッセージの一覧がありません',
  'archive-entry-missing': '{path}: Slack のエクスポートにあるはずの {entry} がありません',
  'record-of-other-version':
    '{path}: バージョン {version} の記録です。この mm2slack が読めるのは {known} です',
  'not-a-slack-export': '{path}: {entry} がないため、Slack のエクスポートではありません',
  'archive-entry-unusable': '{path}: {entry}: {field}: {message}',
  'archive-entry-too-large': '{path}: エントリー {name} はエクスポートとしては大きすぎます',
  'no-such-archive-entry': '{path}: エントリー {name} がありません',
  'no-such-archive': '{path}: アーカイブがありません',
  'archive-not-whole': '{path}: 完全な ZIP ではありません ({reason})',
  'archive-entry-unreadable': '{path}: エントリー {fileName} を読めません ({reason})',
  'checksum-wrong': 'チェックサムが一致しません',
  'archive-entry-not-json': '{path}: エントリー {name} は JSON ではありません',
  'ledger-no-space':
    '{path}: ディスクに空きがありません。空きを作り、同じコマンドをもう一度実行してください',
  'not-a-ledger': '{path}: mm2slack の台帳ではありません',
  'ledger-open-elsewhere': '{path}: 別のプログラムが開いています。閉じてください',
  'ledger-not-openable': '{path}: 開くことも書くこともできません',
  'ledger-locked': '{ledgerPath}: 別の mm2slack が使用中です。終わるまで待つか、停止してください',
  'ledger-of-newer-version':
    '{path}: バージョン {version} の台帳です。この mm2slack が扱えるのは {known} です。新しい版を使ってください',
  'ledger-of-other-program':
    '{path}: 別のプログラムのデータベースで、mm2slack の台帳ではありません',
  'ledger-moved':
    '{path}: 実行中に移動または削除されたため、それ以上は送信していません。元に戻し、同じコマンドをもう一度実行してください',
  'ledger-of-other-workspace':
    '{path}: ワークスペース {known} の台帳ですが、トークンは {teamId} のものです。別の --work を使ってください',
  'ledger-of-other-app':
    '{path}: メッセージはアプリ {bot} のものですが、トークンは {botUserId} のものです。そのアプリのトークンを使ってください',
  'slack-asks-to-wait': 'Slack: {method}: {waitMs} ミリ秒待つよう Slack から求められました',
  'slack-answer-unclear': 'Slack: {method}: Slack から明確な応答がありません ({reason})',
  'answer-not-from-slack': 'Slack の応答ではないものが返りました',
  'answer-lost-repeatedly': '何度試しても同じです',
  'slack-hides-email':
    'Slack がメールアドレスを返さないため、アドレスで照合できません。トークンに users:read.email が必要です',
  'slack-hides-some': 'Slack が一部を返しません: {message}',
  'slack-hides-without-scope':
    'Slack が一部を返しません: {message}。トークンに {neededScope} が必要です',
  'slack-answer-unexpected': 'Slack: {method} の応答が文書の形と違います: {field}: {message}',
};
