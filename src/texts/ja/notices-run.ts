import type { RUN_NOTICES } from '../../errors/notices.ts';

/** What a command has to say beside its report. */
export const runNotices: Readonly<Record<keyof typeof RUN_NOTICES, string>> = {
  interrupted: '中断しました',
  'name-not-selected': "'{name}' というチャンネルまたはチームはありません。何も実行していません",
  'archive-is-redacted':
    '{name} は --redact-secrets 付きで作られています。同じフラグを付けるか、設定に redactSecrets: true を書いてください。何も実行していません',
  'ledger-missing':
    '{path} がありません。先に replay か adopt を実行するか、--zip でアーカイブを指定してください',
  'ledger-has-no-channel':
    '対象のチャンネルが台帳に一つもありません。先に replay か adopt を実行してください',
  'loss-line-unreadable': '{path} の {line} 行目は、損失の記録として読めません',
  'manifest-line-unreadable': '{path} の {line} 行目は、マニフェストの行として読めません',
  'manifest-missing':
    '{name} のマニフェストが作業フォルダーにないため、チェックサムは比べていません',
  'manifest-version-unknown':
    '{path} はバージョン {version} です。この mm2slack で読めるのは {known} です',
  'verify-account-unbalanced':
    '件数が一致しません: 読み取った投稿 {read} 件、比べた投稿 {compared} 件、行方が不明な投稿 {missing} 件',
  'ids-equal-in-slack': '{first} と {second} がどちらも {slackId} になります',
  'merge-target-hidden':
    'チャンネル {channel}: トークンで見えるチャンネルに {target} はありません。アプリを招待するか、別の決定にしてください',
  'target-channel-public':
    'チャンネル {channel}: Mattermost では {type} ですが、Slack の {target} は公開チャンネルです。非公開にするか、別の決定にしてください',
  'adopt-channel-ambiguous':
    '{channel}: 同じ名前のチャンネルが複数あります。どれか一つの ID を channels.csv に書いてください',
  'adopt-channel-other-kind':
    '{channel}: 同じ名前のチャンネルは公開範囲が違います。正しい ID を channels.csv に書いてください',
  'adopt-channel-hidden':
    '{channel}: アプリから見えるチャンネルに同じ名前のものはありません。アプリを招待するか、ID を channels.csv に書いてください',
  'stopped-resumable': '{problem}。同じコマンドで続きから再開できます',
  'pass-failed': '今回の同期は失敗しました。次の回でもう一度試みます: {problem}',
};
