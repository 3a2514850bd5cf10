import type { settings as en } from '../en/settings.ts';

export const settings: typeof en = {
  'source.url':
    'データベースの接続先、またはバルクエクスポートのファイル。パスワードは環境変数 MM2SLACK_SOURCE_PASSWORD で渡せます',
  'source.siteUrl': 'Mattermost サーバーの URL。過去の投稿へのリンクに使います',
  'source.mattermostVersion':
    'サーバーのリリース (`8.1.2`)。データベースから分からないときに指定します。レポートにだけ使います',
  'source.tls': 'off、on、skip-verify のいずれか。接続先の指定より優先 (既定: 接続先の指定どおり)',
  'source.caFile': '独自の認証局の証明書 (PEM)。指定すると TLS が有効になります',
  'source.connectTimeoutMs': '接続の制限時間、ミリ秒 (既定 {default})',
  'source.statementTimeoutMs': '1 つの SQL 文の制限時間、ミリ秒 (既定 {default})',
  'source.maxRowsPerSecond': '1 秒に読み取る行数の上限 (既定: 制限なし)',
  'source.repairEncoding':
    '`latin1` は、latin1 として復元されて文字化けした UTF-8 (「開発」が é–‹ç™º) を元に戻します。`latin1-twice` は 2 回戻し、`none` はそのまま移します (既定: 文字化けしたデータベースなら実行を止めます)',
  'source.postsPerPage':
    '1 ページの投稿数、10000 まで (既定 {default})。1 回の問い合わせで読み取るのは最大 3 ページ',
  mattermostConfig: 'Mattermost の config.json',
  'files.store':
    'Mattermost のファイルストア: ローカルフォルダー、または s3://bucket/prefix。「files: フォルダー」とも書けます',
  'files.region': 'S3 では、バケットのリージョン (既定: Mattermost か AWS_REGION の指定)',
  'files.endpoint': 'S3 では、Amazon 以外のストアの URL',
  'files.pathStyle': 'S3 では、バケット名をパスに置く (既定: 独自の URL なら true)',
  'files.deliver':
    '添付ファイル: api アップロード、link ZIP 内のリンク、bundle インポート用ではない ZIP に同梱、none なし (既定 {default})',
  'files.linkBaseUrl':
    'mm2slack serve-files に外から届く URL。リンクは MM2SLACK_LINK_KEY で署名します',
  'files.linkDays': 'リンクの有効日数 (既定 {default}、S3 の署名付きリンクでは最大)',
  work: '作業ディレクトリ (既定 {default})',
  include: '移行するチャンネルの種類: public、private、direct、group (既定 {default})',
  consent:
    'ダイレクトメッセージとグループメッセージの一覧 (`dms.csv`)。`include` に含めたもののうち、全員が同意した会話だけを移行します',
  hold: '法的保存 (リーガルホールド) の対象となる人とチャンネルの一覧 (`kind`、`name`)。`archive` は、対象の削除された投稿と編集前の本文を必ず含めます。ほかのコマンドには影響しません',
  'channels.only': 'このチャンネルだけ: 名前、チーム/名前、表示名、ID のいずれか',
  'channels.exclude': '除くチャンネル',
  'channels.names': 'Slack でのチャンネル名の元: display、name、ascii (既定 {default})',
  'channels.rename':
    'from (名前全体に対する正規表現)、to ($1 が使えます)、必要なら team のリスト。最初に当てはまるものを使います',
  'channels.archived':
    'アーカイブ済みのチャンネル: keep アーカイブのまま、open Slack では開く、skip 移行しない (既定 {default})',
  'channels.takenNames': 'トークンで参照できないチャンネルが Slack ですでに使っている名前',
  teams: 'このチームのチャンネルだけ',
  from: 'この日時以降の投稿だけ (UTC)',
  to: 'この日時より前の投稿だけ (UTC)',
  systemMessages: '参加、トピック変更などのシステムメッセージ: keep または drop (既定 {default})',
  redactSecrets:
    '認証情報を移さない: 種類を示す印に置き換え、認証情報のあるテキストファイルは除きます (既定 {default})',
  lang: '画面表示とレポートの言語: en または ja (既定: LC_ALL、LC_MESSAGES、LANG に従います。いずれもなければ en)',
  'people.mapping':
    '列 mattermost (ユーザー名かメールアドレス) と slack (メンバー ID かメールアドレス) を持つ CSV ファイル',
  'people.domains': '変わったメールのドメイン、「旧: 新」の形。ユーザーの対応付けに使います',
  'plan.newPeople': '計画の後に加わったユーザー: by-rule または name-only (既定 {default})',
  'plan.newChannels': '計画の後にできたチャンネル: by-rule または skip (既定 {default})',
  'replay.time': '元の投稿日時の置き場所: context メッセージの下、text 本文の前 (既定 {default})',
  'replay.reactions':
    '元のリアクション: summary まとめの 1 行、app アプリ自身のもの、none なし (既定 {default})',
  'replay.direct':
    '移行を求められたダイレクトメッセージ: private-channel または skip (既定 {default})',
  'replay.iconUrl': '各ユーザーの画像の URL。{username} または {id} を含みます',
  'sync.overlapMs':
    '前回の実行より前にさかのぼって変更を見直す時間、ミリ秒。遅れたコミットと時計のずれのため (既定 {default})',
  'sync.compareEveryMs': '消えた行を見つけるため両側の ID を比較する間隔、ミリ秒 (既定 {default})',
  'slack.settleMs': '結果を調べる前に、処理中かもしれない要求を待つ時間、ミリ秒 (既定 {default})',
  'slack.retryAfterMs':
    'Slack が時間を示さずに待つよう求めたときに待つ時間、ミリ秒 (既定 {default})',
  'slack.limits':
    '1 分あたりの呼び出し数、メソッドごと。postsPerChannel と posts も (既定: Slack の制限どおり)',
  'slack.tables':
    '表の置き方: `block`、本文の下の `attachment`、または桁をそろえた `text` (既定: アーカイブでは text、API では block)',
  'slack.canvases':
    'plan が作業ディレクトリに書き出したボードとプレイブックの実行から、replay と sync がチャンネルの canvas を作成するかどうか (既定 {default})',
  'target.plan':
    'ワークスペースのプラン (API から分からないとき): free、pro、business-plus、enterprise-grid',
  'target.workspaceUrl': 'https://<workspace>.slack.com。--rewrite-permalinks に必要です',
  'zip.bookmarks':
    'アーカイブでのチャンネルのブックマーク: メッセージにしない none、チャンネルの最後のメッセージとしてピン留めした一覧にする message (既定 {default})',
  'csv.quoting':
    'zip --format csv のフィールド内の引用符の書き方: Slack の例と同じ backslash、RFC 4180 の doubled (既定 {default})',
  'network.caFile':
    'Slack と S3 への接続で信頼する社内の認証局の証明書 (PEM)。Node の認証局と `NODE_EXTRA_CA_CERTS` に加えて使います',
  'notify.url':
    '実行の終了と長い待機を通知する Slack または Mattermost の Webhook。秘密の URL なので `MM2SLACK_NOTIFY_URL` での指定を推奨します',
  'latex.block': 'サーバーが LaTeX のブロックを表示していたか (既定 {default})',
  'latex.inline': 'サーバーが文中の LaTeX を表示していたか (既定 {default})',
  'inventory.seats':
    'Slack を使う人数 (既定: 90 日以内に活動した人。1 チャンネルだけのゲストを除く)',
  'inventory.seatPrice': 'Slack の 1 人あたりの月額 (既定 {default}、通貨が JPY の場合のみ)',
  'inventory.currency': 'その単価とレポートの通貨、ISO 4217 のコード (既定 {default})',
  'inventory.costs':
    '使い続ける場合と移行する場合の費用の内訳、および障害。docs/configuration.md の例を参照',
  'inventory.security':
    'セキュリティ対策の状況。`done`、`not-done`、`unknown` のいずれか。docs/configuration.md を参照',
  'inventory.running':
    '使い続ける場合の毎月の費用、「名前: 金額」の形。`inventory.costs` の短い書き方',
  'inventory.runningRate': '費用の通貨 1 単位を `inventory.currency` に換算した額 (既定 {default})',
  'inventory.operatingSystem': 'サーバーの OS。サポート終了日を示すために使います',
};
