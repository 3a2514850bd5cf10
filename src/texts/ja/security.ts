import type { security as en } from '../en/security.ts';

export const security: typeof en = {
  items: {
    'private-subnet': 'サーバーとデータベースをプライベートサブネットに配置',
    waf: 'WAF (ルールとログを含む)',
    'network-acl': 'ネットワーク ACL の設定',
    'metrics-alarms': 'メトリクスとアラーム (メモリ、ディスク、CPU)',
    patching: '定期的なパッチの適用',
    'flow-logs': 'ネットワークのフローログの取得',
    'audit-services': 'クラウドの監査サービス (CloudTrail、GuardDuty など) の利用',
    'backups-tried': 'バックアップと復元テスト',
    tls: 'TLS による暗号化',
    ssh: 'SSH は鍵認証のみ、接続元を制限',
    'rate-limiting': 'レート制限 (RateLimitSettings.Enable)',
    mfa: '多要素認証の必須化 (ServiceSettings.EnforceMultifactorAuthentication)',
    'closed-registration': '自由なアカウント登録の禁止 (TeamSettings.EnableOpenServer)',
    'private-files': 'ファイルの公開リンクの禁止 (FileSettings.EnablePublicLink)',
    'email-verification': 'メールアドレスの確認 (EmailSettings.RequireEmailVerification)',
    'no-plugin-uploads': 'プラグインのアップロードの禁止 (PluginSettings.EnableUploads)',
  },
  states: { done: '実施済み', 'not-done': '未実施', unknown: '不明' },
  from: {
    settings: '設定ファイルの inventory.security',
    'config-json': 'サーバーの config.json',
  },
  cost: '一時費用 {once}、月額 {month}',
};
