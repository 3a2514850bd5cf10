import type { BULK_NOTICES } from '../../errors/bulk-notice-codes.ts';

/** What a bulk export as a source lacks, and what is wrong with it. */
export const bulkNotices: Readonly<Record<keyof typeof BULK_NOTICES, string>> = {
  'ledger-of-other-source':
    '台帳 {path} の投稿は {known} のもので、今回の移行元は {kind} です。ID が異なるため続行できません。同じ種類の移行元か、別の作業ディレクトリを使ってください',
  'archive-of-other-source':
    'アーカイブ {path} は {known} から作成され、今回の移行元は {kind} です。ID が異なるため比較できません。同じ種類の移行元を使ってください',
  'plan-of-other-source':
    '計画 {file} は {known} から作成され、今回の移行元は {kind} です。ID が異なります。この移行元から計画を作成してください',
  'bulk-not-watched':
    'バルクエクスポートの内容は変わりません。--watch と --until-synced を付けず、新しいエクスポートごとに 1 回同期してください',
  'bulk-ok': '{files} を読み取れます: {what} のバルクエクスポート',
  'bulk-file-twice': '{key}: ファイル {file} が 2 回指定されています',
  'bulk-no-file': 'バルクエクスポート {file} がないか、ファイルではありません',
  'bulk-unreadable': 'バルクエクスポート {file} を読み取れません: {detail}',
  'bulk-zip-without-lines':
    'ZIP {file} に .jsonl ファイルがありません。Mattermost のエクスポート (mmctl export create) か確認してください',
  'bulk-no-version-line':
    '{file}:{line}: バルクエクスポートは種類 version の行で始まります。ファイルが正しく、欠けていないか確認してください',
  'bulk-version-unknown':
    '{file} の形式のバージョンは {version} です。このプログラムが読み取れるのはバージョン 1 です',
  'bulk-line-unreadable':
    '{file}:{line}: この行は JSON オブジェクトではありません。ここでファイルが終わっている場合は途中で切れています。エクスポートまたはコピーをやり直してください',
  'bulk-line-too-long': '{file}:{line}: 行が長すぎて読み取れません',
  'bulk-field-missing': '{file}:{line}: この行には {field} がなく、内容を読み取れません',
  'bulk-no-room':
    '{folder} の空き容量は {free} MiB ですが、バルクエクスポートの展開には約 {needed} MiB が必要です。--work で別のフォルダーを指定してください',
  'bulk-lacks':
    'バルクエクスポートには次のものが含まれないため、件数にも入らず、推測もしません: 削除された投稿、編集履歴、ID (投稿へのリンクは解決できません)、チャンネルの作成者と作成日時、ダイレクトメッセージとグループメッセージのスレッド先頭の投稿へのリアクション、連携 (docs/bulk-export.md)',
  'bulk-lacks-archived':
    'バルクエクスポートにアーカイブ済みチャンネルがありません。--include-archived-channels (Mattermost 9.1 以降) を付けたときだけ含まれます',
  'bulk-lacks-types':
    'バルクエクスポートに投稿の種類がありません (Mattermost 6.4 より前)。システムメッセージは通常の投稿として扱います',
  'bulk-lacks-edit-times':
    'バルクエクスポートに編集日時がありません (Mattermost 6.4 より前)。編集済みの印は付きません',
  'bulk-lacks-pins': 'バルクエクスポートにピン留めの情報がありません (Mattermost 10.2 ごろより前)',
  'bulk-lacks-props':
    'バルクエクスポートに投稿の props がありません (Mattermost 5.22 より前)。Webhook の名前と、連携のアタッチメントがありません',
  'bulk-lacks-reply-props':
    'バルクエクスポートに返信の props がありません (Mattermost 10.x より前)。Webhook による返信は、Webhook を作成した人の名前になります',
  'bulk-lacks-bots': 'バルクエクスポートにボットの行がありません (Mattermost 10.3 より前)',
  'bulk-lacks-emoji':
    'バルクエクスポートにカスタム絵文字がありません。新しいバージョンには ZIP に含めないものがあります',
  'bulk-lacks-bytes':
    'バルクエクスポートはファイルの名前だけを含み、実体を含みません (添付なしで作成されています)。--files でファイルの場所を指定してください',
  'bulk-unknown-lines':
    "未知の種類 '{name}' の行が {count} 行あります。作業ディレクトリに残し、移行しません (最初: {first})",
  'bulk-unknown-fields':
    '未知のフィールド {name} が {count} 行にあります。作業ディレクトリに残し、移行しません (最初: {first})',
  'bulk-repeated-reactions':
    'バルクエクスポートで {count} 件のリアクションが重複しています。1 回として数えます (最初: {first})',
  'bulk-shared-file-lists':
    '{count} 個のファイルが 1 つのスレッドの複数の返信に重複しています (Mattermost 5.33 から 6.0 の不具合)。最初の返信のものとします (最初: {first})',
  'bulk-same-members':
    '{count} 件のダイレクトメッセージまたはグループメッセージのメンバーが別の会話と同じため、1 つの会話になります。退出した人や無効化された人が含まれていません (最初: {first})',
  'bulk-people-without-line':
    '{count} 人が投稿に名前だけ現れ、本人の行がありません。名前だけが分かります',
  'bulk-posts-without-channel': '{count} 件の投稿のチャンネルの行がありません',
  'bulk-bots-by-address':
    '{count} 件のアカウントを、Mattermost がボットに付けるメールアドレス (名前@localhost) からボットと判断しました (最初: {first})',
  'bulk-other-jsonl': 'ZIP に別の .jsonl ファイル {name} があります。これは読み取りません',
};
