import type { decision as en } from '../en/decision.ts';

export const decision: typeof en = {
  title: 'Mattermost を使い続けるか、Slack に移行するか',
  headings: {
    have: '現状',
    cost: '費用',
    risk: 'リスク',
    propose: '提案',
    next: '今後の進め方',
  },
  have: {
    server:
      'Mattermost {version} ({database})。90 日以内に活動したユーザー {active} 人 (アカウント {total} 件)、チャンネル {channels}、投稿 {posts} 件、ファイル {files} 個 ({size})。',
    use: '直近 12 か月の投稿は {recent} 件。使用中の連携は {integrations} 件で、作り直すか廃止するかを決めます。',
  },
  cost: {
    moving: '移行する場合: {seats} 人で月額 {month}、一時費用 {once}、36 か月で {months36}。',
    movingUnknown: '移行する場合: Slack の価格が未入力です。',
    staying:
      '使い続ける場合: 月額 {month}、一時費用 {once}、36 か月で {months36}。移行の総費用は{breakEven}。',
    stayingUnknown: '使い続ける場合: 費用が未入力のため不明です。0 円ではありません。',
  },
  breakEven: {
    'at-once': '最初から、使い続ける場合以下です',
    after: '{months} か月後に、使い続ける場合以下になります',
    until: '{months} か月目までは、使い続ける場合以下です',
    never: '、使い続ける場合以下にはなりません',
    unknown: '、使い続ける場合と比較できません',
  },
  risk: {
    ended: 'サポート終了: {parts}。',
    part: '{name} ({date} 終了、{days} 日経過)',
    partWithoutDay: '{name} (終了から年単位で経過)',
    next: '終了日の分かるものは、すべてサポート期間内です。次に終了するのは {name} ({date}) です。',
    noDates: 'サポート終了日の分かるものがありません。',
    mariadb:
      'MariaDB 自体のサポート期間にかかわらず、Mattermost は MariaDB をサポートしていません。バージョン 11 以降は PostgreSQL だけで動作します。',
    mysql:
      'Mattermost 11 以降は PostgreSQL だけで動作します。使い続けるにはデータベースの移行が必要です。',
    postgres: 'データベースはそのまま使えます。Mattermost は PostgreSQL で動作します。',
    bulk: 'エクスポートからはデータベースの種類が分かりません。',
    security: 'セキュリティ対策は実施済み {done} 件、未実施 {open} 件、不明 {unknown} 件です。',
  },
  propose: {
    move: 'Slack への移行を提案します。36 か月の費用は使い続ける場合より {difference} 少なく、上のリスクのうち {risks} 件がなくなります。',
    weigh:
      '比較して判断する必要があります。移行する場合、36 か月の費用は {difference} 多くなりますが、上のリスクのうち {risks} 件がなくなります。',
    stay: '継続利用を提案します。36 か月の費用は移行する場合より {difference} 少なく、サポート終了が分かっているものはありません。',
    'complete-costs':
      'まだ提案できません。未入力の費用があり、分かっている費用だけでは判断できません。',
    'enter-costs':
      'まだ提案できません。使い続ける場合の費用が未入力のため、比較できません。日付の分かるリスクは {risks} 件あります。',
  },
  unknownLine: '不明なもの (仮定は置いていません): {inputs}。',
  nothingUnknown: 'このページに必要な値はすべて入力されています。内訳は以下の表のとおりです。',
  unknown: {
    'staying-costs': '使い続ける場合の費用 (inventory.costs)',
    'cost-inputs': '費用の一部の値 (下の表に表示)',
    'operating-system': 'サーバーの OS (inventory.operatingSystem)',
    'server-settings': 'サーバーの設定 (mattermostConfig)',
    security: '一部のセキュリティ対策の状況 (inventory.security、下の表に表示)',
    'mattermost-version': 'Mattermost のバージョン (source.mattermostVersion)',
    'support-dates': '一部のサポート終了日 (下の表に表示)',
  },
  next: {
    stay: '下の表の期日までに更新を行い、そのつど事前に mm2slack inventory を再実行します。',
    plan: 'mm2slack plan を実行します。何も変更せずに、ユーザーとチャンネルの移行内容をすべて一覧にします。',
    rehearse:
      '次に、テスト用ワークスペースでのリハーサル、書き込み停止日の決定、移行、欠落がないことの検証を行います。',
    fill: '不足している値を mm2slack.yaml に入力し、mm2slack inventory を再実行します。移行自体には必要ありません。',
  },
  charts: {
    people: 'アカウントを持つユーザー',
    peopleActive: '{days} 日以内に活動',
    peopleTotal: '有効なアカウント',
  },
};
