import type { serverNotices as en } from '../en/notices-server.ts';

export const serverNotices: typeof en = {
  'release-feature': '{feature} (パッチリリースは不明)',
  'release-later': '{feature} (パッチリリースは {patch} 以降)',
  'release-range': '{from} から {to} のいずれか (正確なリリースは不明)',
  'release-newer': '{newest} より新しいリリース ({asOf} 時点で知られている最新が {newest})',
  'release-by-migration': '{release} (データベースのマイグレーション番号 {migration})',
  'release-contradicted':
    "{key} は '{told}' ですが、データベースは Mattermost {found} のものです。レポートにはデータベースのとおりに記載します",
  'release-hint':
    'source.mattermostVersion でリリースを指定できます (システムコンソールの「Mattermost について」に表示されます)',
  'mattermost-version-unusable':
    "{key}: '{text}' は使えません。8.1.2 や '8.1' のように指定してください",
};
