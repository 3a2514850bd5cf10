import type { tables as en } from '../en/tables.ts';

export const tables: typeof en = {
  heading: 'データベース全体',
  lead: '移行元のすべてのテーブルと、その扱いです。≈ はデータベースの推定値、≥ は最後まで数えていない値です。',
  partsHeading: 'ユーザーにとって失われるもの',
  partsLead: 'これらのテーブルのうち、ユーザーにとって意味のある内容です。',
  columns: { table: 'テーブル', rows: '行数', place: '区分', fate: '扱い', part: '内容' },
  unknownColumns: '扱いが決まっていない列: {columns}',
  unknownTables: '未知のテーブル: {tables}',
  columnsWithoutPlace: '未知の列: {columns}',
  sum: '移行元のテーブル: {count} 個 ({places})。一覧は `--json` とレポートにあります',
  stays: '移行しないもの: {parts}',
  partLeft: '移行しないもの: {part}',
  notReadable: '読み取り不可',
  places: {
    moved: '移行する',
    kept: 'ファイルに残す',
    'left-behind': '移行しない',
    technical: '技術的なデータ',
    unknown: '不明',
  },
  fates: {
    'as-messages': 'メッセージになります。削除済みの投稿と編集履歴は移行せず、件数を報告します',
    'as-people': 'ユーザーになります (名前、メールアドレス、役職、タイムゾーン)',
    'as-bots': 'メッセージの投稿者名になります。ボットは作り直しが必要です (inventory を参照)',
    'as-team-names':
      '複数チームの同名チャンネルを名前で区別するために使います。Slack にチームはありません',
    'as-channels': 'チャンネルと会話になります',
    'as-members': 'チャンネルのメンバーになります',
    'as-files': '設定に従って、ファイルまたはファイル名になります',
    'as-reactions': 'リアクションになります',
    'as-emoji': 'API を通じてカスタム絵文字になります。ZIP には入れられません',
    'as-status':
      '有効なものは ZIP のプロフィールのステータスになります。そのほかのプロパティは移行しません',
    'as-message-text': 'メッセージ内の 1 行になります (優先度と確認)',
    'as-last-activity': '最近の利用状況として inventory に載せます',
    'as-integrations':
      '作成するアプリのマニフェストとともに inventory に載せます。Slack では新しいアプリが必要です',
    'bookmarks-message':
      'ZIP では、移行する各チャンネルの最後のメッセージにピン留めした一覧になります。plan は bookmarks.csv も書き出します',
    'bookmarks-file':
      'plan が bookmarks.csv に書き出します。ZIP には入れられず、リンクのブックマークは replay と sync が API で追加します',
    'channel-admins-file':
      'plan が channel-admins.csv に書き出します。インポートではチャンネルマネージャーを設定できないため、手動で設定してください',
    'favourites-file':
      'plan が favourites.csv に書き出します。代わりに設定する方法はないため、各自でスターを付け直してください',
    'groups-file':
      'plan が groups.csv に書き出します。ZIP には入れられず、Slack のプランが対応していれば、メンションできるものを replay がユーザーグループにします',
    'saved-posts-files':
      'plan が saved-posts に各自のページを書き出します。Slack で代わりに保存する方法はありません',
    'personal-settings': '個人の設定です。Slack で設定し直してください',
    'no-counterpart': 'Slack に対応する機能がないか、インポートできません',
    'set-by-hand':
      'Slack にもありますが、インポートでもアプリの API でも設定できません。手動で設定してください',
    unsent: '送信されていません。必要なものは移行前に各自で控えてください',
    'server-settings': 'サーバーの設定です。Slack の管理画面で改めて決めてください',
    'membership-history':
      'メンバーだった期間の履歴と、チームへの所属です。Slack には入れる場所がありません',
    audit: '監査用の記録です。必要な期間、データベースまたはそのコピーを保管してください',
    'shared-servers':
      'ほかの Mattermost サーバーとの接続です。Slack コネクトを新たに設定してください',
    'boards-files':
      'plan がボードごとに Markdown と JSON を boards/ に書き出します。Slack はボードをインポートできません',
    'playbooks-files':
      'plan がプレイブックと実行ごとに Markdown と JSON を playbooks/ に書き出します。Slack はプレイブックをインポートできません',
    'as-call-posts':
      'Calls が通話のチャンネルに投稿したファイルとして、ファイルの設定どおりに移行します',
    playbooks: 'Playbooks 本体の設定と個人の設定です。Slack に対応するものはありません',
    boards:
      'ボードの以前の版と削除の履歴、個人の設定です。必要な間はデータベースを保管してください',
    calls: '通話の記録です。通話の投稿、録画、文字起こしは投稿とファイルとして移行します',
    plugin: 'プラグイン独自の形式のデータです',
    'read-once': '開封後に消える投稿の内容です。サーバーの外に出すことはありません',
    credentials: '認証情報とサインインのデータです。読み取りません',
    sessions: 'セッションと、お知らせの既読状態です',
    jobs: 'サーバー内部の処理です',
    cache: 'ほかのテーブルから計算されるデータです',
    schema: 'スキーマのバージョンです',
    'unknown-table': '未知のテーブルです。内容があるかどうか、プラグインの資料で確認してください',
  },
  parts: {
    bookmarks: 'チャンネルのブックマーク',
    'saved-posts': '保存済みの投稿',
    favourites: 'お気に入りのチャンネル',
    'sidebar-categories': 'サイドバーのカテゴリー',
    'channel-admins': 'チャンネル管理者',
    'team-admins': 'チーム管理者',
    'custom-status': 'カスタムステータス',
    'profile-attributes': 'カスタムプロフィール属性の値',
    'scheduled-posts': '予約投稿',
    drafts: '下書き',
    reminders: '投稿のリマインダー',
    'channel-banners': 'チャンネルバナー',
    'thread-follows': 'フォロー中のスレッド',
    'notification-settings': '個人の通知設定',
    'muted-channels': 'ミュート中のチャンネル',
    'user-groups': 'ユーザーグループ',
    'retention-policies': '保持ポリシー',
    boards: 'ボード',
    'board-cards': 'ボードのカード',
    playbooks: 'プレイブック',
    'playbook-runs': 'プレイブックの実行',
    'playbook-attributes': 'プレイブックの実行の属性',
    'playbook-conditions': 'プレイブックの条件',
    calls: '通話',
    'call-recordings': '通話の録画',
    'call-transcripts': '通話の文字起こし',
  },
};
