import type { DOCTOR_NOTICES } from '../../errors/doctor-notice-codes.ts';

/** What doctor found, and what to do about it. */
export const doctorNotices: Readonly<Record<keyof typeof DOCTOR_NOTICES, string>> = {
  'config-json-found':
    '{path} が見つかったため、データベースとファイルの場所をここから読み取ります',
  'config-json-denied':
    '{path} が見つかりましたが、読み取り権限がありません。所有者で実行するか、コピーを --mattermost-config で指定してください',
  'charset-poor': '{places} に入らない文字があります',
  'charset-poor-hint':
    '入らなかった文字は書き込み時に失われています。別の文字コードの文字が入っている場合は、文字化けして読み取られます。mm2slack preview で投稿を何件か確認してください',
  'charset-mixed': '文字の保存形式が複数あります: {kinds}',
  'charset-mixed-hint':
    '変換が途中のままかもしれません。読み取りはできます。mm2slack preview で投稿を何件か確認してください',
  'charset-ok': '文字は {kinds} で保存されています',
  'charset-replaced':
    '文字が疑問符に置き換わっているようです: 調べた {looked} 件のうち、名前 {names} 件と投稿 {posts} 件 (最初のもの: {first})',
  'charset-replaced-moves':
    '{found}。そのまま移行されます。対処は mm2slack doctor で確認してください',
  'charset-replaced-hint':
    'ダンプの作成か復元のときに別の文字コード (latin1、または絵文字の入らない MySQL の utf8) が使われています。ここから元の文字に戻すことはできません。元のサーバーのダンプを utf8mb4 (mysqldump と mysql に --default-character-set=utf8mb4) または UTF8 (pg_dump -E UTF8) で取り直して復元してください。サーバー自体がこのように書き込んでいた場合、文字は失われています',
  'rights-ok': "ユーザー '{user}' は読み取りだけができます",
  'columns-missing-hint':
    'データベース全体が復元されているか、Mattermost のマイグレーションが完了しているかを確認してください。問題がなければ、すべてのテーブルを読み取れるアカウントを用意してください:',
  'schema-ok': '{briefly} 上の {what}。必要なテーブルと列はすべてあります',
  'table-grant-hint': 'テーブルがあるなら、アカウントに読み取りを許可してください:',
  'snapshot-ok': '実行中はすべてのテーブルを同じ時点で読み取ります',
  'snapshot-missing': '次のテーブルではスナップショットを使えません: {without}',
  'snapshot-missing-hint':
    '復元したダンプから読み取るか、変換してください: ALTER TABLE … ENGINE=InnoDB',
  'database-ok': '{database} に接続しました',
  'reader-account-better': '読み取りだけができるアカウントを推奨します:',
  'rights-more-than-read':
    "ユーザー '{user}' は読み取り以外の権限を持っています ({rights})。mm2slack は読み取りだけを行います",
  'rights-unknown': "ユーザー '{user}' のロールの権限をサーバーから取得できません: {unknownRoles}",
  'mattermost-of-unknown-version': 'バージョン不明の Mattermost',
  'mattermost-version': 'Mattermost {mattermostVersion}',
  'reader-account-needed': 'すべてを読み取れ、何も変更できないアカウント:',
  'name-mattermost-database':
    'Mattermost が使うデータベースを指定してください (SqlSettings.DataSource)',
  'settings-say-nothing': '設定に指定がないか、使えません',
  'files-hint': '--files で Mattermost のデータフォルダーを指定してください',
  'files-unknown': '{directory} はあります。どのファイルがあるべきかは分かりません',
  'files-none-named': '{directory} はあります。データベースにファイルの記録はありません',
  'files-ok': 'サンプル {looked} 個のファイルは {directory} にあり、すべて読み取れます',
  'files-not-given':
    'ファイルのフォルダーの指定がないため、ファイルの有無を確認せずに名前だけを載せます',
  'files-differ':
    'サンプル {looked} 個のうち {length} 個が、{directory} でデータベースの記録と一致しません',
  'files-differ-more': 'ほか {rest} 個',
  'files-half-copied':
    'ファイルの一部しかコピーされていない可能性があります。FileSettings.Directory から全体をコピーし直してください。ファイルストアにないファイルは移行されず、メッセージに名前だけが残ります',
  'files-folder-question':
    'Mattermost のデータフォルダー (FileSettings.Directory) か確認してください',
  'folder-not-writable': '{folder} に書き込めません',
  'choose-other-work': '--work で別のフォルダーを指定してください',
  'folder-can-be-made': '{path} を作成できます',
  'folder-missing': '{folder} がありません',
  'choose-other-out': '--out で別の場所を指定してください',
  'folder-writable': '{folder} に書き込めます',
  'folder-private': '{path} は所有者だけが使えます',
  'folder-open': '{path} はほかのユーザーも使えます。会社の全会話が置かれる場所です',
  'chmod-hint': "chmod 700 '{path}'",
  'disk-hint': '空き容量を確保するか、--work と --out で別のディスクを指定してください',
  'node-too-old': 'Node {version} は古すぎます',
  'node-install': 'Node {recommended} をインストールしてください',
  'node-works': 'Node {version} で動作します',
  'node-recommended': 'Node {recommended} の方が長くサポートされます',
  'node-ok': 'Node {version}',
  'settings-unusable': '設定を使えません',
  'settings-ok': '設定を使えます',
  'make-folder-hint': 'フォルダーを作成するか、--out で別の場所を指定してください',
  'disk-space': '{folder} の空き容量は {free}。必要な容量は {needed} です',
  'settings-hint':
    '設定は docs/configuration.md にあります。mm2slack init で設定ファイルを作成できます',
  'token-not-needed': 'SLACK_TOKEN がありません。zip には不要です',
  'token-missing': 'SLACK_TOKEN がありません',
  'token-ok': 'ワークスペース {team} のトークンです',
  'scopes-unknown': 'トークンのスコープを Slack から取得できません',
  'scopes-ok': '{command} に必要なスコープがすべてあります',
  'scopes-lacking': '{command} に必要なスコープが足りません',
  'history-ok': '配布アプリ向けの制限なしに履歴を読み取れます',
  'history-no-channel': 'このトークンで履歴を読み取れる公開チャンネルがありません',
  'history-unread': 'チャンネルの履歴を読み取れません: {problem}',
  'history-busy':
    'Slack から {seconds} 秒待つよう求められました。このトークンがほかで使われていないときに、もう一度確認してください',
  'history-short-page':
    '履歴はもっとあるのに、{asked} 件の要求に対して {count} 件しか返されません。このトークンには配布アプリ向けの 2025 年の制限がかかっています',
  'history-long-wait':
    '続けて呼び出すと {seconds} 秒待つよう求められます。このトークンには配布アプリ向けの 2025 年の制限がかかっています',
  'history-own-app':
    'このワークスペースに自社専用のアプリを作成し (mm2slack doctor --manifest)、配布しないでください。そのようなアプリは制限の対象外です',
  'history-what-suffers':
    'そのままでは、verify、adopt、再開した replay が 1 分に 15 件ずつしか履歴を読み取れません',
  'clock-unknown': 'Slack の時刻を取得できません',
  'clock-hint': 'chrony などで時計を合わせてください',
  'token-hint':
    'Slack アプリのボットトークンを設定してください。--manifest でアプリ作成用のマニフェストを出力できます',
  'clock-skew': 'このマシンの時計と Slack の時計の差は {seconds} 秒です',
  'size-differs': '{found} バイトですが、記録では {expected} バイトです',
  'columns-unreadable': '次の列がないか、読み取れません: {missing}',
  'scope-users-read': 'メンバーの一覧を取得',
  'scope-users-read-email': 'メールアドレスによるユーザーの対応付け',
  'scope-channels-read': '公開チャンネルとそのメンバーの一覧を取得',
  'scope-groups-read': 'アプリが参加している非公開チャンネルの一覧を取得',
  'scope-emoji-read': 'カスタム絵文字の一覧を取得',
  'scope-usergroups-read': 'ユーザーグループの一覧を取得',
  'scope-team-read': 'ワークスペースの名前とプランを取得',
  'scope-channels-manage': '公開チャンネルの作成、名前の変更、アーカイブ',
  'scope-channels-join': '既存の公開チャンネルへの参加',
  'scope-channels-history': '公開チャンネルに投稿したものの読み戻し',
  'scope-groups-write': '非公開チャンネルの作成、名前の変更、アーカイブ',
  'scope-groups-history': '非公開チャンネルに投稿したものの読み戻し',
  'scope-chat-write': 'メッセージの投稿',
  'scope-chat-write-customize': '元の投稿者の名前での表示',
  'scope-files-write': 'ファイルのアップロード',
  'scope-files-read': 'アップロードしたものの読み戻し',
  'scope-reactions-write': 'アプリ自身のリアクションの追加 (有効な場合)',
  'scope-pins-write': 'メッセージのピン留め',
  'scope-pins-read': 'ピン留めの比較',
  'scope-bookmarks-write': 'ブックマークの追加',
  'scope-canvases-write': 'ボードとプレイブックの実行の canvas の作成、更新、削除',
  'scope-bookmarks-read': '追加したブックマークの読み戻し',
  'scope-usergroups-write': 'ユーザーグループの作成',
};
