import type { InventoryTexts } from '../inventory-types.ts';

export const INVENTORY_TEXTS_JA: InventoryTexts = {
  title: 'Mattermost サーバーの現状',
  figuresHeading: '数値',
  asOf: '調査日',
  passOn: {
    hidden: '投稿の本文と、非公開チャンネル・ダイレクトメッセージの名前は含みません。',
    shown: '非公開の会話の名前を含みます。配布しないでください。',
  },
  sections: {
    holds: { heading: '保存されているもの', lead: '削除された投稿と編集履歴は数えません。' },
    people: {
      heading: '利用者',
      lead: '活動: 投稿したか、サーバーに接続した人。ボットは別に数えます。',
    },
    channels: { heading: 'チャンネル', lead: '' },
    years: { heading: '年ごとの投稿', lead: '年と月は UTC です。' },
    months: { heading: '月ごとの投稿', lead: '' },
    files: { heading: 'ファイル', lead: '拡張子別、容量の大きい順です。' },
    secrets: {
      heading: '移すべきでないもの',
      lead: '投稿とテキストファイルにある認証情報です。場所は作業フォルダーの secrets.csv にあります。無効にしてください。--redact-secrets を付けると Slack には移しません。',
    },
    secretChannels: { heading: 'チャンネル別の認証情報', lead: '' },
    secretAuthors: { heading: '投稿者別の認証情報', lead: '' },
    quiet: {
      heading: '動きのないチャンネル',
      lead: '1 年以上書き込みがありません。移行前のアーカイブをお勧めします。',
    },
    server: { heading: 'サーバーの状態', lead: 'サポートの終了日とその出典です。' },
    cost: { heading: '費用', lead: '単価に含めない限り、税抜きです。' },
    inputs: { heading: '費用の計算に使った値', lead: '' },
    integrations: {
      heading: '作り直す連携',
      lead: 'アプリが必要なものは、作業フォルダーの slack-apps/ にマニフェストがあります。',
    },
    warnings: { heading: '注意', lead: '' },
    plans: {
      heading: 'Slack のプラン',
      lead: '{day} 時点、1 人あたりの月額、税抜きです。決める前に出典を確かめてください。',
    },
    plugins: {
      heading: '有効なプラグイン',
      lead: 'config.json によります。Slack では同じサービスのアプリで置き換えるか、使わないことになります。',
    },
    health: {
      heading: 'データの健全性',
      lead: '正しくない行と、移行での扱いです。',
    },
  },
  columns: {
    what: '項目',
    count: '数',
    type: '種類',
    live: '使用中',
    archived: 'アーカイブ済み',
    posts: '投稿',
    year: '年',
    month: '月',
    written: '書き込み',
    system: 'システム',
    other: 'その他の種類',
    files: 'ファイル',
    size: '容量',
    channel: 'チャンネル',
    lastPost: '最後の投稿',
    version: 'バージョン',
    ends: 'サポート終了',
    source: '出典',
    perMonth: '月額',
    months12: '12 か月',
    months36: '36 か月',
    value: '値',
    kind: '種類',
    owner: '所有者',
    author: '投稿者',
    places: '場所',
    use: '投稿: 全期間 / 90 日 / 30 日',
    todo: 'Slack での代わり',
    warning: '注意',
    price: '価格',
    tax: '税',
    keeps: '履歴',
    imports: 'インポート',
    extras: 'その他',
    age: '経過',
    behind: 'その後のリリース',
    does: '移行での扱い',
    samples: '例',
  },
  channelTypes: { O: '公開', P: '非公開', D: 'ダイレクト', G: 'グループ' },
  kinds: {
    'incoming-webhook': '内向きウェブフック',
    'outgoing-webhook': '外向きウェブフック',
    'slash-command': 'スラッシュコマンド',
    bot: 'ボット',
    'oauth-app': 'OAuth アプリ',
    plugin: 'プラグイン',
    playbook: 'プレイブック',
    'user-group': 'ユーザーグループ',
  },
  counterparts: {
    'amazon-q':
      'Amazon Q Developer in chat applications (旧 AWS Chatbot): コンソールで Slack を追加してワークスペースを許可し、チャンネルとアラームの SNS トピックを選びます',
    'incoming-webhook':
      'Incoming Webhook: マニフェストからアプリを作り、チャンネルを選び、送信側の URL を差し替えます。単純な内容はそのまま使えます',
    'events-app':
      'イベントを受けるアプリ: マニフェストから作り、応答する URL を入れ、チャンネルに招待します。メッセージで始まるワークフローでも代わりになります',
    'slash-command':
      'スラッシュコマンド: マニフェストからアプリを作り、URL を入れます。受け手はトークンの代わりに Slack の署名を確かめます',
    'bot-app':
      'ボットのアプリ: マニフェストから作ってインストールし、トークンを投稿するプログラム (chat.postMessage) に渡します',
    'oauth-app':
      'OAuth のアプリ: マニフェストから作り、リダイレクト先を入れ、サインインの処理を直します',
    marketplace: 'Slack マーケットプレイスのアプリ: 同じサービスのものを入れます',
    workflow: 'ワークフロービルダー: 手順をフォームとステップで作り直します',
    nothing: '不要です。Mattermost サーバー自身のものです',
    'user-group':
      'ユーザーグループ (有料プラン): メンションできるものは mm2slack replay が作ります',
  },
  serverWarnings: {
    facts_old: 'サポート終了日の表は 1 年以上前のものです。出典を確かめてください。',
    mariadb_unsupported: 'Mattermost は MariaDB をサポートしていません。',
    mysql_ends:
      'Mattermost 11 以降は PostgreSQL だけで動きます。使い続けるにはデータベースの移行が必要です。',
    json_as_text:
      'JSON の列が文字列 (longtext) として保存されています。壊れた JSON が入ることがあり、Mattermost の更新が失敗する原因になります。',
    sign_in_needs_business:
      'SAML・LDAP・OpenID でサインインしています。Slack の SAML シングルサインオンにはビジネスプラス以上が必要です。',
    retention_deletes:
      'サーバーが古いメッセージを自動で削除しています (データ保持)。移行前に消えたものは戻りません。',
    charset_mixed: '文字コードや照合順序が混在しています。',
    charset_poor: '絵文字など、保存できない文字のある列があります。',
  },
  figures: {
    teams: 'チーム',
    posts: '投稿',
    threads: 'スレッド',
    emoji: 'カスタム絵文字',
    total: 'アカウント',
    active30: '30 日以内に活動',
    active90: '90 日以内に活動',
    active365: '365 日以内に活動',
    deactivated: '無効化済み',
    guests: 'ゲスト',
    bots: 'ボット',
    withoutEmail: 'メールアドレスのない人',
    seats: 'Slack を使う人数',
    seatPrice: '1 人あたりの月額',
    runningRate: '費用の通貨の換算率',
    staying: '使い続ける場合の合計',
    noRunning: '使い続ける場合の費用は設定にありません (inventory.running)',
  },
  health: {
    posts_without_channel: {
      says: 'チャンネルの行がない投稿',
      does: '移行しません。集計では unknown-channel です。',
    },
    posts_of_unknown_people: {
      says: '利用者の行がない人の投稿',
      does: '無効な代理アカウントの名前で移行します (unknown_author)。',
    },
    replies_without_root: {
      says: 'スレッドの先頭がない返信',
      does: '独立したメッセージとして移行します (thread_root_lost)。',
    },
    replies_before_root: {
      says: 'スレッドの先頭より古い返信',
      does: 'そのままの時刻でスレッドに移行します。Slack では順番が前後することがあります。',
    },
    impossible_times: {
      says: '時刻がない、または暦にない時刻の投稿',
      does: '移行しません。集計では impossible-time です。',
    },
    future_times: {
      says: '未来の時刻の投稿',
      does: 'そのままの時刻で移行します。サーバーの時計を確かめてください。',
    },
    changed_before_made: {
      says: '書かれるより前に変更されたことになっている投稿',
      does: '移行します。その時刻は編集の印にだけ使います。',
    },
    broken_props: {
      says: 'プロパティが JSON でない投稿',
      does: '本文は移行します。プロパティの中の添付と名前は失われます (props_unreadable)。',
    },
    broken_characters: {
      says: 'すでに壊れた文字を含む投稿',
      does: '保存されているまま移行します。文字列に使えない文字は置き換えます (character_replaced)。',
    },
    reactions_without_post: {
      says: '投稿の行がないリアクション',
      does: '移行しません。集計では post-missing です。',
    },
    files_without_post: {
      says: 'どの投稿にも付いていないファイル',
      does: '移行しません。集計では detached か post-missing です。',
    },
    files_missing: {
      says: '中身がファイルストアにないファイル',
      does: 'メッセージに一行でその旨を書きます (file_missing)。',
    },
    channels_without_members: {
      says: 'メンバーが一人もいない使用中のチャンネル',
      does: 'メンバーなしで移行します。Slack で人を加えるか、channels.csv で外してください。',
    },
    members_without_account: {
      says: '利用者の行がない人のメンバー登録',
      does: '無効な代理アカウントが代わりになります。',
    },
    same_email: {
      says: '同じメールアドレスを持つアカウント',
      does: 'Slack では一つのアカウントになります。計画の users.csv で決めてください。',
    },
    no_email: {
      says: 'メールアドレスのない使用中の人',
      does: 'users.csv で Slack のアカウントを指定しない限り、名前だけを移行します。',
    },
    mixed_encodings: {
      says: '文字コードか照合順序が他と違う列',
      does: '失われるものはありません。すべて Unicode で読み、名前の比較はプログラムが行います。',
    },
  },
  plans: {
    'ninety-days': '90 日分だけ表示され、1 年より古いものは削除されます',
    everything: '無制限、または決めた期間だけ残ります',
    'imports-lost':
      '可能ですが、古い履歴はすぐに見えなくなり、やがて削除されるため意味がありません',
    imports: 'オーナーができます。公開チャンネルは確実、非公開は Slack との取り決めによります',
    'free-extras': 'アプリは 10 件まで',
    'pro-extras': 'アプリ無制限、ユーザーグループ、ファイルは 1 人 10 GB',
    'business-extras':
      'プロの内容に加え、SAML シングルサインオン、SCIM、申請による全会話の書き出し、ファイルは 1 人 20 GB',
  },
  planPrice: '{monthly} 米ドル、年払いなら {yearly} 米ドル',
  free: '無料',
  priceUnknown: '公表された価格に違いがあります。Slack に確かめてください',
  taxFree: '別 (日本: {percent} %)',
  age: '{days} 日',
  releasesAfter: '{newer} 回以上 (表にある最新: {newest})',
  notLooked: '調べていません',
  useUnknown: '記録なし',
  hidden: '(非公開)',
  unknown: '不明',
  never: 'なし',
  over: '終了済み',
  away: '活動なし',
  deleted: '削除済み',
  none: 'ありません。',
};
