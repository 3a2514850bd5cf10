import type { SOURCE_NOTICES } from '../../errors/notice-codes.ts';

/** What is wrong with the database or the file store. */
export const sourceNotices: Readonly<Record<keyof typeof SOURCE_NOTICES, string>> = {
  'ids-collide':
    '移行元の 2 つの ID が Slack で衝突します: {collision}。不具合として報告してください',
  'nothing-answers': '応答がありません',
  'no-such-host': 'ホストが見つかりません',
  'name-not-found': '名前を解決できません',
  'no-answer-in-time': '時間内に応答がありません',
  'no-route': '経路がありません',
  'no-such-socket': 'ソケットがありません',
  'database-unreachable':
    'データベース {where} に接続できません: {reason} (ホスト、ポート、ファイアウォールを確認してください)',
  'thread-out-of-memory':
    'ワーカースレッドのメモリが {mebibytes} MiB を超えました。--workers 1 を付けるか、source.postsPerPage を小さくして、同じコマンドを実行してください',
  'connection-lost': '{where} との接続が切れました。同じコマンドをもう一度実行してください',
  'statement-ended':
    '{where}: 管理者または長時間クエリの監視がクエリを打ち切りました。対象から外すよう依頼し、同じコマンドをもう一度実行してください',
  'replica-conflict':
    '{where}: レプリカがプライマリの変更を適用するためにクエリを打ち切りました。レプリカで max_standby_streaming_delay を大きくするか hot_standby_feedback を有効にして、同じコマンドをもう一度実行してください',
  'statement-too-slow':
    'クエリが {seconds} 秒を超えました。source.statementTimeoutMs を大きくするか、レプリカから読み取ってください',
  'database-refuses-user':
    "{where} がユーザー '{user}' を拒否しました: ユーザー名かパスワードが違います ({password})",
  'password-from': '使ったパスワードは {place} のものです',
  'password-typed': '使ったパスワードは入力されたものです',
  'no-password-given':
    'パスワードが指定されていません。URL または MM2SLACK_SOURCE_PASSWORD で指定してください',
  'database-refuses-user-because': "{where} がユーザー '{user}' を拒否しました: {detail}",
  'database-not-allowed':
    "ユーザー '{user}' にはデータベース '{database}' を使う権限がありません: {grant}",
  'no-such-database': "{where} にデータベース '{database}' がありません",
  'no-select-on-table':
    "ユーザー '{user}' にはテーブル {table} の SELECT 権限がありません: {grant}",
  'no-select-on-column':
    "ユーザー '{user}' にはテーブル {table} の列の読み取り権限がありません: {grant}",
  'no-select-on': "ユーザー '{user}' には {thing} の SELECT 権限がありません: {grant}",
  'database-without-tls':
    '{where} は TLS に対応していません。tls を off にするか、サーバーで有効にしてください',
  'database-said': '{where}: {detail}',
  'table-missing': 'データベースにテーブル {table} がありません',
  'table-missing-in-part':
    'データベースにテーブル {table} がありません。Mattermost のデータベース全体が復元されているか確認してください',
  'columns-of-other-types':
    '次の列の型は Mattermost のどのバージョンにもない型のため、正しく読み取れません: {columns}。ダンプを別のデータベースに復元し、Mattermost の型 (ID とテキストは varchar か text、時刻とサイズはミリ秒とバイト数の bigint、真偽値は boolean) に変更して、そのデータベースを読み取ってください',
  'posts-in-other-schema':
    'スキーマ {current} には投稿がなく、投稿のある Mattermost のテーブルがスキーマ {schemas} にあります。接続先に search_path={schema} を加えてください (…/database?search_path={schema})',
  'tables-in-other-schema':
    'Mattermost のテーブルはスキーマ {schemas} にあります。接続先に search_path={schema} を加えてください (…/database?search_path={schema})',
  'not-mattermost':
    'Mattermost のデータベースではありません。Users、Channels、Posts のテーブルがありません (データベース名を確認してください)',
  'too-many-doubled-ids':
    'テーブル {table} に主キーがなく、同じ ID の行が {max} 件を超えています。重複した行を削除するか (復元が 2 回実行された可能性があります)、データベースを復元し直してください',
  'files-not-a-folder': 'ファイルストア {directory} はフォルダーではありません',
  'files-folder-missing': 'ファイルストア {directory} がないか、読み取れません',
  'file-not-in-store': 'ファイル {path} はファイルストアにありません',
  'file-not-readable':
    'ファイルストアのファイル {path} の読み取り権限がありません。このアカウントにファイルの読み取りとフォルダーへのアクセスを許可してから、同じコマンドをもう一度実行してください',
  'file-read-failed':
    'ファイルストアのファイル {path} を読み取れません ({reason})。ファイルのあるディスク、ネットワーク共有、バケットを確認してから、同じコマンドをもう一度実行してください',
  'bucket-not-listed':
    'バケット s3://{bucket} を一覧できません ({reason})。名前、リージョン、キーを確認し、s3:ListBucket と s3:GetObject を許可してください',
  'file-not-readable-from-s3': 'ファイル {path} を S3 から読み取れません ({reason})',
  'texts-read-as-latin1':
    '調べた名前と投稿 (ASCII 以外を含むもの) {texts} 件のうち {undoable} 件は、UTF-8 が latin1 として読み込まれて文字化けしています (「開発」が é–‹ç™º。最初のもの: {first})。ダンプを本来の文字コードで復元し直すか (mysql --default-character-set=utf8mb4)、元に戻して移す source.repairEncoding: {setting}、またはそのまま移す none を設定してください',
  'some-texts-read-as-latin1':
    '調べた名前と投稿 (ASCII 以外を含むもの) {texts} 件のうち {undoable} 件は、UTF-8 が latin1 として読み込まれて文字化けしているようです (最初のもの: {first})。source.repairEncoding を使うには少ないため、そのまま移します',
  'repair-refused':
    'ほとんどのテキストは正常なので、source.repairEncoding: {setting} は使えません。調べた名前と投稿 (ASCII 以外を含むもの) {texts} 件のうち、元に戻せるのは {undoable} 件です。設定を外してください。何も実行していません',
  'repair-differs':
    "source.repairEncoding は '{now}' ですが、{place} では '{before}' です。同じ値に戻してください。何も実行していません",
  'the-plan': '計画',
  'the-ledger': '作業ディレクトリの台帳',
  'github-plugin-unreadable':
    'GitHub プラグインの購読を読み取れません。PluginKeyValueStore の行が、プラグインの書き込む JSON ではありません',
  'table-not-carried':
    'テーブル {table} がないか、このアカウントでは読み取れないため、その内容は移行しません',
};
