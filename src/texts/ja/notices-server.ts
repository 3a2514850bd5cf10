import type { serverNotices as en } from '../en/notices-server.ts';

export const serverNotices: typeof en = {
  'release-feature': '{feature} (パッチリリースは不明)',
  'release-later': '{feature} (パッチリリースは {patch} 以降)',
  'release-range': '{from} から {to} のいずれか (正確なリリースは不明)',
  'release-newer': '{newest} より新しいリリース ({asOf} 時点の最新は {newest})',
  'release-by-migration': '{release} (データベースのマイグレーション番号 {migration})',
  'release-contradicted':
    "{key} は '{told}' ですが、データベースは Mattermost {found} のものです。レポートにはデータベースのとおりに記載します",
  'release-hint':
    'source.mattermostVersion でリリースを指定できます (システムコンソールの「Mattermost について」に表示されます)',
  'mattermost-version-unusable':
    "{key}: '{text}' は使えません。8.1.2 や '8.1' のように指定してください",
  'authorities-unusable':
    '{key}: {path} に PEM 形式の証明書 (-----BEGIN CERTIFICATE-----) がありません',
  'proxy-unreadable':
    '{key}: http://proxy.example.com:3128 のようなプロキシの URL を指定してください',
  'proxy-scheme':
    '{key}: {scheme} には対応していません。http:// または https:// のプロキシ (http://proxy.example.com:3128 など) を指定してください',
  'authority-unknown':
    'サーバーの証明書を発行した認証局が、このマシンでは信頼されていません ({code})。社内の認証局であれば、その証明書を network.caFile か NODE_EXTRA_CA_CERTS で指定してください',
  'certificate-bad': 'サーバーの証明書がホスト名と合わないか、有効期間外です ({code})',
  'proxy-wants-login':
    'プロキシがユーザー名とパスワードを求めています (407)。環境変数に http://user:password@proxy.example.com:3128 の形で書いてください',
  'proxy-refuses': 'プロキシが接続を拒否しています (HTTP {status})',
  'network-by-proxy': '{what} ({host}) にはプロキシ {proxy} を通して接続します ({from} の指定)',
  'network-direct': '{what} ({host}) にはプロキシなしで接続します',
  'network-excepted': '{what} ({host}) は NO_PROXY の対象なので、プロキシなしで接続します',
  'authority-used': '{path} ({key}) の {names} を信頼します (有効期限 {until})',
  'authority-ended': '{path} ({key}) の {names} は有効期限が切れています ({until})',
  'authorities-used': '{path} ({key}) の証明書 {count} 件を信頼します (最も早い有効期限 {until})',
  'authorities-ended':
    '{path} ({key}) の証明書 {count} 件のうち {ended} 件は有効期限が切れています (最も早いもので {until}): {names} など',
  'authority-unreadable':
    '{key}: {path} を読み取れないため、Node はこのファイルなしで動作します: {problem}',
  'authority-unchecked':
    'NODE_TLS_REJECT_UNAUTHORIZED=0 のため、証明書がまったく検証されません。経路上の誰でもトークンとメッセージを読めます。代わりに network.caFile で認証局を指定してください',
  'gitlab-settings':
    'mattermostConfig: {path} は GitLab の設定で、プログラムとして書かれているため読み取りません。GitLab に付属する Mattermost の config.json ({config}) か、--source と --files を指定してください',
  'gitlab-environment-denied':
    'このユーザーは {folder} を読み取れないため、GitLab の標準のデータベースとデータフォルダーを使います。gitlab.rb で別の場所を指定している場合は --source と --files を指定してください',
  'gitlab-found':
    'このマシンに GitLab 付属の Mattermost があります。--mattermost-config {config} を指定し、Linux のユーザー mattermost で実行してください',
  'peer-refused':
    "{where} がユーザー '{user}' を拒否しました。接続元の Linux ユーザーで認証しています (peer)。同じ名前の Linux ユーザーか、pg_ident.conf で対応付けたユーザーで mm2slack を実行してください",
  'peer-refused-gitlab':
    "{where} がユーザー '{user}' を拒否しました。接続元の Linux ユーザーで認証しています (peer)。GitLab のデータベースには、Linux のユーザー mattermost が gitlab_mattermost として (sudo -u mattermost mm2slack …)、gitlab-psql が gitlab-psql として接続できます。--work には、そのユーザーが書けるフォルダーを指定してください",
};
