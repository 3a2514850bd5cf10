import type { CONFIG_NOTICES } from '../../errors/config-notice-codes.ts';

/** What is wrong with the settings. */
export const configNotices: Readonly<Record<keyof typeof CONFIG_NOTICES, string>> = {
  'work-empty': 'work: 空です。フォルダーを指定してください',
  'work-repeated':
    '--work が 2 回以上指定されています。複数の作業ディレクトリをまとめられるのは verify と evidence だけです',
  'work-unreadable': 'work: {folder} を読み取れません',
  'no-evidence': '{folders}: まとめるものがありません。まだ何も実行されていません',
  'evidence-not-noted':
    '{folder} に書き込めません。mm2slack status は引き続き evidence を提案します',
  'json-unreadable': '{path}: JSON ではありません',
  'not-one-of': "{key}: '{text}' は使えません。{words}を指定してください{near}",
  'did-you-mean': ' (もしかして: {near})',
  'expected-database-url':
    'mysql://、mariadb:// または postgres://user:password@host:port/database の形で指定してください',
  'percent-encode-password':
    ' (パスワードの記号はパーセントエンコードするか、MM2SLACK_SOURCE_PASSWORD を設定してください)',
  'settings-not-utf8':
    '{path}: UTF-8 のテキストではありません (UTF-16 か、別の種類のファイルです)。UTF-8 で保存してください',
  'setting-file-unreadable': "{key}: ファイル '{path}' を読み取れません ({reason})",
  'no-such-file': 'ファイルがありません',
  'permission-denied': '権限がありません',
  'is-a-folder': 'フォルダーです',
  'cannot-be-read': '読み取れません',
  at: '{place}: {what}',
  'yaml-tab': 'インデントにタブがあります。空白を使ってください',
  'yaml-duplicate-key': '同じキーが 2 回あります。1 回にしてください',
  'yaml-missing-end': '引用符か括弧が閉じていないか、カンマが足りません',
  'yaml-bad-indent':
    'インデントが上の行と合わないか、括弧が閉じていません。セクションごとにそろえてください',
  'yaml-colon-in-value': "値に ': ' が含まれています。引用符で囲んでください",
  'yaml-fault': 'YAML として読み取れません ({fault})',
  'unknown-key': '{key}: このキーはありません。{meant}を使ってください',
  'any-limit': 'posts、postsPerChannel、または Slack のメソッド名',
  'the-file': 'ファイル',
  'setting-unusable': '{key}: {received}は使えません。{expected}を指定してください{near}',
  nothing: '空の値',
  'a-text': '文字列',
  'a-list': 'リスト',
  'a-section': 'セクション',
  'a-number': '数値',
  'a-whole-number': '整数',
  'true-or-false': 'true または false',
  'a-section-with': '{keys}のセクション',
  'or-more': '{minimum} 以上の値',
  'or-less': '{maximum} 以下の値',
  'more-than': '{minimum} より大きい値',
  'a-currency': 'JPY や USD のような ISO 4217 の通貨コード',
  'rate-missing':
    '{key}: {currency} の換算率がありません。rate に 1 {currency} が何 {own} かを指定してください',
  'rate-unneeded':
    '{key}: レポートの通貨が {own} なので {currency} に換算率は不要です。別の通貨なら currency を指定してください',
  names: '名前または名前のリスト (数字は引用符で囲む)',
  'site-url-unusable':
    "{key}: '{text}' は使えません。https://chat.example.com のような URL を指定してください",
  'database-url-empty': '{key}: 空です。{expected}',
  'database-url-none': '{key}: URL ではありません。{expected}',
  'database-url-scheme': "{key}: スキーム '{scheme}' は使えません。{expected}{near}",
  'database-url-unreadable': '{key}: URL として読み取れません。{expected}{hint}',
  'database-url-without-name': '{key}: データベース名がありません。{expected}',
  'go-dsn-unreadable':
    '{key}: MySQL の接続先ではありません。user:password@tcp(host:port)/database の形で指定してください',
  'go-dsn-without-name': '{key}: データベース名がありません。スラッシュの後に指定してください',
  'go-dsn-protocol':
    '{key}: 別のプロトコルです。tcp(host:port) または unix(/path) を指定してください',
  'go-dsn-address': "{key}: 接続先 '{address}' は使えません。host:port の形で指定してください",
  'libpq-dsn-unreadable':
    '{key}: keyword=value の組がありません。host=… user=… dbname=… の形で指定してください',
  'libpq-dsn-without-name': '{key}: データベース名がありません。指定してください',
  'percent-sign-alone':
    "{key}: 何も表さない '%' があります。文字としての % は %25 と書いてください",
  'port-out-of-range': '{key}: ポート {text} は使えません。1 から 65535 を指定してください',
  'port-no-number': '{key}: ポートが数ではありません。1 から 65535 を指定してください',
  'tls-mode-unknown':
    "{key}: TLS モード '{word}' は使えません。{modes} のいずれかを指定してください{near}",
  'files-empty': '{key}: 空です。フォルダーまたは s3://bucket/prefix を指定してください',
  'files-scheme':
    '{key}: {scheme}://… は使えません。フォルダーまたは s3://bucket/prefix を指定してください',
  'link-key-short':
    'MM2SLACK_LINK_KEY: {length} 文字です。{min} 文字以上にしてください (openssl rand -hex 32)',
  'file-driver-unsupported':
    "Mattermost のファイルストア '{driver}' には対応していないため、ファイルの有無は確認しません (コピーのフォルダーを --files で指定してください)",
  'rename-rule-unreadable': "channels.rename[{index}].from: '{from}' は正規表現ではありません",
  'domain-unusable':
    "{key}: '{text}' は使えません。test.example.com のようなドメインを指定してください",
  'split-size-without-split': '--split-size は --split-by size と併用してください',
  'size-unusable': "{key}: '{text}' は使えません。500MB や 2GB のようなサイズを指定してください",
  'workspace-url-missing':
    '{key}: 指定がありません。--rewrite-permalinks には https://<workspace>.slack.com が必要です',
  'workspace-url-unusable':
    "{key}: '{text}' は使えません。--rewrite-permalinks には https://<workspace>.slack.com が必要です",
  'not-mattermost-config': "mattermostConfig: '{path}' は Mattermost の config.json ではありません",
  'not-json': "mattermostConfig: '{path}' は JSON のファイルではありません",
  's3-bucket-missing': 'FileSettings.AmazonS3Bucket: 空です。バケット名が必要です',
  's3-url-unusable':
    '{key}: s3://… を読み取れません。s3://bucket/prefix の形で指定してください (キーは AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY に)',
  'web-address-unusable': "{key}: '{text}' は使えません。URL を指定してください",
  'teams-with-direct':
    'teams: ダイレクトメッセージとグループメッセージはチームに属さないため、チームごとに分けた移行のすべてに入ってしまいます。チームを指定せずに --include direct,group で別に移行してください (docs/large-moves.md)',
  'from-after-to': "from: '{text}' は to の '{to}' より前でなければなりません",
  'include-empty': '{key}: 空です。{types} から選んでください',
  'include-unknown': "{key}: '{name}' は使えません。{types} から選んでください{near}",
  'names-empty': '{key}: 空です。名前をカンマで区切って指定してください',
  'moment-unusable':
    "{key}: '{text}' は使えません。2024-01-31 のような日付、または 2024-01-31T09:00:00+09:00 のような時刻を指定してください",
  'yaml-alias': '{path}: 解決できないエイリアスがあります。値をそのまま書いてください',
  'settings-file-readable':
    '{name} にはパスワードか秘密の URL があり、ほかのユーザーも読めます: chmod 600 {name}',
  'notify-url-unusable':
    '{key}: Webhook の URL を、ユーザー名とパスワードを含めずに指定してください',
  'slack-token-unusable':
    'SLACK_TOKEN: 空白、改行など、トークンに含まれない文字があります。トークンをコピーし直してください',
  'slack-api-url-unusable': "SLACK_API_URL: '{text}' は使えません。URL を指定してください",
  'source-missing':
    'source: 指定がありません。--source URL、--mattermost-config FILE、または mm2slack.yaml の source.url を指定してください',
  'source-not-in-config-json':
    "source: '{configJson}' に SqlSettings.DataSource がありません。そこに書くか --source URL を指定してください",
  'ca-file-without-tls':
    "source.caFile: TLS が off なのに '{caFile}' が指定されています。source.tls: on にするか、このファイルを外してください",
  'source-masked':
    '{key}: アスタリスクで隠されています。実際の接続先が必要です (Mattermost の画面では隠されます。ファイルを使うか、--source で指定してください)',
  'driver-contradicts-source': "{key}: '{engine}' ですが、{setting} は {wanted} の URL です",
  'password-left-out':
    'パスワードは書き出していません。MM2SLACK_SOURCE_PASSWORD に設定してください',
};
