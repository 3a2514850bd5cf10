import type { inventory as en } from '../en/inventory.ts';

export const inventory: typeof en = {
  figuresHeading: '数値',
  asOf: '調査日',
  passOn: {
    hidden: '投稿の本文と、非公開チャンネル・ダイレクトメッセージの名前は含みません。',
    shown: '非公開の会話の名前を含みます。配布しないでください。',
  },
  sections: {
    holds: { heading: '保存されているもの', lead: '削除された投稿と編集履歴は数えません。' },
    people: {
      heading: 'ユーザー',
      lead: '活動: 投稿したか、サーバーに接続した人。ボットは別に数えます。',
    },
    channels: { heading: 'チャンネル', lead: '' },
    years: { heading: '年ごとの投稿', lead: '年と月は UTC です。' },
    months: { heading: '月ごとの投稿', lead: '' },
    files: { heading: 'ファイル', lead: '拡張子別、容量の大きい順です。' },
    secrets: {
      heading: '移すべきでないもの',
      lead: '投稿とテキストファイルにある認証情報です。場所は作業ディレクトリの secrets.csv にあります。失効させてください。--redact-secrets を付けると Slack には移しません。',
    },
    secretChannels: { heading: 'チャンネル別の認証情報', lead: '' },
    secretAuthors: { heading: '投稿者別の認証情報', lead: '' },
    quiet: {
      heading: '動きのないチャンネル',
      lead: '1 年以上書き込みがありません。',
    },
    cleanUp: {
      heading: '整理の提案',
      lead: '自動では何も行いません。作業ディレクトリの cleanup.csv に提案が 1 行ずつあり、take 列に yes か別の選択肢を書くと mm2slack plan が採用します。投稿と容量は skip にした場合に減る量です。人数分の金額は定価によります。Slack では 28 日間活動のないメンバーの料金は精算されます。',
    },
    doubled: {
      heading: '重複しているチャンネル',
      lead: '名前が同じで、メンバー全員がもう一方にも参加しているチャンネルです。',
    },
    largeFiles: { heading: '大きなファイル', lead: '100 MB 以上のうち、大きい順に 20 件です。' },
    server: { heading: 'サーバーの状態', lead: 'サポートの終了日とその出典です。' },
    cost: {
      heading: '費用',
      lead: '入力した値が税込みでない限り、税抜きです。月額は平均で、12 か月と 36 か月には一時費用を含みます。',
    },
    breakEven: { heading: '損益分岐', lead: '' },
    inputs: {
      heading: '費用の計算に使った値',
      lead: '計算に使った値はこれですべてです。ほかに仮定した値はありません。',
    },
    security: {
      heading: 'セキュリティのチェックリスト',
      lead: '未実施のものと不明なものを先に示します。脆弱性の有無は推測しません。',
    },
    integrations: {
      heading: '作り直す連携',
      lead: 'アプリが必要なものは、作業ディレクトリの slack-apps/ にマニフェストがあります。',
    },
    warnings: { heading: '注意', lead: '' },
    plans: {
      heading: 'Slack のプラン',
      lead: '{day} 時点、1 人あたりの月額、税抜きです。決める前に出典を確かめてください。',
    },
    facts: {
      heading: '出典',
      lead: 'このページの日付と価格の出典、およびその時点です。',
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
    saves: '月あたりの削減',
    proposal: '提案',
    twin: '重複先',
    file: 'ファイル',
    posted: '投稿日',
    version: 'バージョン',
    ends: 'サポート終了',
    source: '出典',
    once: '一時費用',
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
    state: '状況',
    from: '情報源',
    cost: '継続利用の費用',
    overdue: '超過',
    asOf: '時点',
    does: '移行での扱い',
    samples: '例',
  },
  channelTypes: { O: '公開', P: '非公開', D: 'ダイレクト', G: 'グループ' },
  kinds: {
    'incoming-webhook': '内向き Webhook',
    'outgoing-webhook': '外向き Webhook',
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
    'with-commands':
      'この一覧のスラッシュコマンドに含まれます。コマンドの代わりになるアプリが Slack でも応答します',
    workflow: 'ワークフロービルダー: 手順をフォームとステップで作り直します',
    nothing: '不要です。Mattermost サーバー自身のものです',
    'user-group':
      'ユーザーグループ (有料プラン): メンションできるものは mm2slack replay が作ります',
  },
  serverWarnings: {
    facts_old:
      'このページの日付や価格に古いものがあります (「出典」を参照)。判断する前に確認してください。',
    team_edition_full:
      'アカウントを持つユーザーが 250 人を超えています。現在の Team Edition の上限を超えるため (「出典」を参照)、使い続けるにはライセンスが必要です。',
    entry_hides_history:
      '投稿が 10,000 件を超えています。無料の Entry エディションで表示されるのは最新の 10,000 件だけです (「出典」を参照)。',
    mariadb_unsupported:
      'Mattermost は MariaDB をサポートしていません。下の表の MariaDB のサポート終了日は MariaDB 自体のもので、Mattermost での利用を保証するものではありません。',
    mysql_ends:
      'Mattermost 11 以降は PostgreSQL だけで動作し、MySQL で動作する最後のリリース 10.11 のサポートは 2026-08-15 までです。使い続けるにはデータベースの移行が必要です。',
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
    undeliverableEmail: 'メールが届かないアドレスの人',
  },
  health: {
    posts_without_channel: {
      found: 'チャンネルの行がない投稿',
      does: '移行しません。集計では unknown-channel です。',
    },
    posts_of_unknown_people: {
      found: 'ユーザーの行がない人の投稿',
      does: '無効な仮のアカウントの名前で移行します (unknown_author)。',
    },
    replies_without_root: {
      found: 'スレッドの先頭がない返信',
      does: '独立したメッセージとして移行します (thread_root_lost)。',
    },
    replies_before_root: {
      found: 'スレッドの先頭より古い返信',
      does: 'そのままの時刻でスレッドに移行します。Slack では順番が前後することがあります。',
    },
    impossible_times: {
      found: '時刻がない、または暦にない時刻の投稿',
      does: '移行しません。集計では impossible-time です。',
    },
    future_times: {
      found: '未来の時刻の投稿',
      does: 'そのままの時刻で移行します。サーバーの時計を確かめてください。',
    },
    changed_before_made: {
      found: '書かれるより前に変更されたことになっている投稿',
      does: '移行します。その時刻は編集の印にだけ使います。',
    },
    broken_props: {
      found: 'プロパティが JSON でない投稿',
      does: '本文は移行します。プロパティの中の添付と名前は失われます (props_unreadable)。',
    },
    broken_characters: {
      found: 'すでに壊れた文字を含む投稿',
      does: '保存されているまま移行します。文字列に使えない文字は置き換えます (character_replaced)。',
    },
    reactions_without_post: {
      found: '投稿の行がないリアクション',
      does: '移行しません。集計では post-missing です。',
    },
    files_without_post: {
      found: 'どの投稿にも付いていないファイル',
      does: '移行しません。集計では detached か post-missing です。',
    },
    files_missing: {
      found: '中身がファイルストアにないファイル',
      does: 'メッセージに一行でその旨を書きます (file_missing)。',
    },
    channels_without_members: {
      found: 'メンバーが一人もいない使用中のチャンネル',
      does: 'メンバーなしで移行します。Slack で人を加えるか、channels.csv で外してください。',
    },
    members_without_account: {
      found: 'ユーザーの行がない人のメンバー登録',
      does: '無効な仮のアカウントで移行します。',
    },
    same_email: {
      found: '同じメールアドレスを持つアカウント',
      does: 'Slack では 1 つのアカウントになります。同じ人なら、計画の users.csv で 1 つを残し、ほかの action を same-as ユーザー名 にしてください。',
    },
    no_email: {
      found: 'メールアドレスのない使用中の人',
      does: 'users.csv で Slack のアカウントを指定しない限り、名前だけを移行します。',
    },
    mixed_encodings: {
      found: '文字コードか照合順序が他と違う列',
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
    'enterprise-extras': 'ビジネスプラスの内容に加え、複数のワークスペース、ファイルは 1 人 1 TB',
    'business-extras':
      'プロの内容に加え、SAML シングルサインオン、SCIM、申請による全会話の書き出し、ファイルは 1 人 20 GB',
  },
  cleanUp: {
    'quiet-channel': {
      what: '1 年以上投稿のないチャンネル',
      proposal: 'archive: 移行し、読み取り専用にします。skip: 移行しません',
    },
    'doubled-channel': {
      what: '別のチャンネルと重複するチャンネル',
      proposal: 'archive: 利用の少ない方を読み取り専用にします。skip: 移行しません',
    },
    'inactive-person': {
      what: '90 日以上活動のないユーザー',
      proposal: 'name-only: アカウントを作らず、料金がかかりません。投稿の名前は残ります',
    },
  },
  largeFiles: {
    what: '100 MB 以上のファイル',
    proposal: 'files.deliver: link にすると、自社のストアに置いたままリンクで示します',
  },
  planPrice: '{yen} 円 (日本)。{monthly} 米ドル、年払いなら {yearly} 米ドル',
  subjects: {
    Mattermost: 'Mattermost のリリース',
    MariaDB: 'MariaDB のバージョン',
    MySQL: 'MySQL のバージョン',
    PostgreSQL: 'PostgreSQL のバージョン',
    system: 'サーバーの OS',
    'slack-plans': 'Slack の価格',
    'fair-billing': 'Slack の課金対象',
    editions: 'Mattermost の無料エディションの制限',
  },
  oldFact: '{day} (古いため要確認)',
  free: '無料',
  priceUnknown: '問い合わせ',
  taxFree: '別 (日本: {percent} %)',
  age: '{days} 日',
  releasesAfter: '{newer} 回以上 (表にある最新: {newest})',
  notLooked: '調べていません',
  useUnknown: '記録なし',
  hidden: '(非公開)',
  unknown: '不明',
  never: 'なし',
  commandAnswers: 'スラッシュコマンドの応答',
  over: '終了済み',
  away: '活動なし',
  deleted: '削除済み',
  none: 'ありません。',
  secretsInDeleted: '削除済みの投稿 (移行されませんが、データベースには残っています)',
  secretsNotSearched: '調べなかったテキストファイル (1 MB を超えるか、読めないもの)',
  secretKinds: {
    'aws-access-key': 'AWS アクセスキー',
    'aws-secret-key': 'AWS シークレットアクセスキー',
    'aws-account': 'AWS アカウント ID',
    'google-key': 'Google Cloud のキー',
    'private-key': '秘密鍵',
    'slack-token': 'Slack トークン',
    'slack-webhook': 'Slack の Webhook',
    'github-token': 'GitHub トークン',
    'npm-token': 'npm トークン',
    'openai-key': 'OpenAI のキー',
    'anthropic-key': 'Anthropic のキー',
    'linear-key': 'Linear のキー',
    'sendgrid-key': 'SendGrid のキー',
    'shopify-key': 'Shopify のキー',
    '1password-token': '1Password のトークン',
    'database-address': 'パスワード入りのデータベースアドレス',
    'web-address': 'パスワード入りの URL',
    other: 'その他の認証情報',
  },
};
