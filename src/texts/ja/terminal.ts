import type { terminal as en } from '../en/terminal.ts';

export const terminal: typeof en = {
  warning: '警告: {warning}',
  fault: 'プログラムの不具合です。報告をお願いします',
  slackLosses: 'Slack に移せないもの (各投稿は {file}):',
  slackLossesShort: 'Slack に移せないもの:',
  pending: '手動で行う変更が {count} 件あります: pending-changes.csv',
  slackWaits: 'Slack の指示により、次の {method} まで {time}待ちます。その後、自動的に続行します',
  throttled: '  Slack の指示で {seconds} 秒待ちました',
  progress: {
    staging: '{file} を読み込み中: {done} / {total}',
    posts: '投稿 {done} / {total} 件',
    perSecond: '毎秒 {count} 件',
    perMinute: '毎分 {count} 件',
    left: '残り {time}',
    seconds: '{seconds} 秒',
    minutes: '{minutes} 分 {seconds} 秒',
    hours: '{hours} 時間 {minutes} 分',
    calls: '{method} 毎分 {count} 回',
    waited: 'Slack の指示による待ち {seconds} 秒',
  },
  zip: {
    emojiRenames: 'Slack で名前が変わるカスタム絵文字:',
    sincePlan: '計画の後の投稿: {count} 件',
    bookmarkLists: 'ブックマーク: {count} 件の会話の最後に一覧を入れ、ピン留めしました',
    bytes: '{bytes} バイト',
    done: '{conversations} 件の会話、{messages} 件のメッセージ。インポートの手順は作業ディレクトリの import-checklist.md にあります',
  },
  archive: {
    area: '投稿 {posts} 件、ファイル {files} 個、リアクション {reactions} 件',
    neverShown: '除外: 開封後に消える投稿、または本人だけが読める投稿 {count} 件',
    tombstones: '削除済みの投稿 {count} 件は、返信のために位置だけを表示',
    deleted: '削除済みの投稿 {count} 件と、編集前の本文 {former} 件も表示',
    hold: {
      title: '法的保存の対象: {people} 人、{channels} 個のチャンネル',
      rows: '{name}: 投稿 {posts} 件、削除済みの投稿 {deleted} 件、編集前の本文 {formerTexts} 件',
      met: 'すべてアーカイブに含まれています',
      notMet: '満たしていません: 投稿と本文 {count} 件がアーカイブに含まれていません: {reasons}',
      reasons: {
        'read-once': '開封後に消える投稿、または本人だけが読める投稿 {rows} 件',
        'no-channel': 'チャンネルの行がないもの {rows} 件',
        'no-id': 'ID がないもの {rows} 件',
        'doubled-id': '同じ ID の行が複数あるもの {rows} 件',
        'impossible-time': '時刻が正しくないもの {rows} 件',
        differs: 'アーカイブの内容が異なるもの {rows} 件',
      },
    },
    difference: '{place}: {what}: 移行元 {source} 件、アーカイブ {site} 件',
    files: {
      changed: '{place}: 内容が書き出したときと異なります',
      missing: '{place}: ファイルがないか、通常のファイルではありません',
      strange: '{place}: アーカイブの書き出し後に追加されたファイルです',
      more: 'ほかにファイル {count} 個',
    },
    idsDiffer: '{place}: 移行元とは別の投稿です',
    strange: '{place}: 移行元にないか、選択されていません',
    what: {
      posts: '投稿',
      deleted: '削除済みの投稿',
      formerTexts: '編集前の本文',
      files: 'ファイル',
      reactions: 'リアクション',
      missingCopies: '見つからないファイルのコピー',
      results: '検索結果の行',
      lookUps: 'ID から開ける投稿',
    },
    clean: '{out}: {channels} 個のチャンネルの投稿 {posts} 件。移行元と一致しています',
    withoutBytes: 'ファイル {count} 個は実体がなく、名前だけを表示',
    done: '{out}: {channels} 個のチャンネルの投稿 {posts} 件。index.html を開いてください',
    packed:
      '{out}: {channels} 個のチャンネルの投稿 {posts} 件。展開してから index.html を開いてください',
  },
  replay: {
    dryRun:
      '{workspace} の {conversations} 件の会話に {posts} 件の投稿を送ります。{messages} 件のメッセージはすでにあります',
    losses: 'replay で移せないもの (各投稿は {file}):',
    done: '{workspace} の {conversations} 件の会話に {messages} 件のメッセージがあります',
    method: 'Slack のメソッド',
    calls: '呼び出し',
  },
  adopt: {
    dryRun: '{workspace} の {channels} 個のチャンネルを対応付けます',
    channels: '{workspace} の {channels} 個のチャンネル',
    messages: '{adopted} 件のメッセージを見つけました。既知 {known} 件、ファイル {files} 個',
    ambiguous: '{count} 件は確実には特定できませんでした。対処は adopt-ambiguous.csv にあります',
    notFound: '{count} 件は見つかりません。対処は adopt-ambiguous.csv にあります',
    newer: '{count} 件はインポートの後に書かれました。sync で移行します',
    foreign: '{count} 件はほかの人のメッセージで、変更しません',
    problems: {
      ambiguous:
        '投稿と候補を比較してください。sync は候補を変更せず、代わりのメッセージも送りません。この投稿の今後の編集や削除は手動で行ってください',
      edited:
        'この投稿はインポートの後に編集されました。候補と比較し、新しい本文を返信として投稿してください。sync は候補を変更しません',
      'not-found':
        'インポートで漏れていないか確認してください。sync では送られないため、必要なら手動で投稿してください',
    },
  },
  sync: {
    inSync: '同期済み、遅れ 0',
    columns: {
      created: '追加',
      updated: '変更',
      deleted: '削除',
      files: 'ファイル',
      removed: '取り消し',
      peopleRemoved: '退出',
      lag: '遅れ',
    },
    lag: '{seconds} 秒',
  },
  repair: {
    item: '再送する対象: {kind}、{link}',
    kinds: {
      message: 'メッセージ',
      file: 'ファイル',
      reaction: 'リアクション',
      pin: 'ピン留め',
    },
    sent: '投稿 {posts} 件について再送しました: メッセージ {messages}、ファイル {files}、リアクション {reactions}、ピン留め {pins}。',
    wouldSend:
      '投稿 {posts} 件について再送する予定です: メッセージ {messages}、ファイル {files}、リアクション {reactions}、ピン留め {pins}。何も送信していません。',
    entered: '{count} 件はすでにワークスペースにあったため、台帳に記録しました。',
    maybeMeant:
      'Slack で意図的に削除されたメッセージも含まれます。削除されたものと届かなかったものは区別できません。',
    verifyAgain: 'もう一度 mm2slack verify を実行して検証してください。',
  },
  files: {
    read: 'データベースのファイル',
    inManifest: '一覧に記録',
    inWorkspace: 'ワークスペースにあり',
    leftOut: '対象外 {count} 件: {reason}',
    states: '確認したファイル: {states} ({bytes} バイト)',
    none: 'なし',
    between: '、',
    inState: {
      ok: '問題なし (ok) {count}',
      missing: '見つからない (missing) {count}',
      refused: '安全でないパス (refused) {count}',
      secret: '認証情報を含む (secret) {count}',
      'size differs': 'サイズが異なる (size differs) {count}',
      'over limit': '上限を超える (over limit) {count}',
      empty: '空 (empty) {count}',
    },
    emoji: 'カスタム絵文字: emoji フォルダーに {ready} 個、追加 {added} 個',
    pictures: 'プロフィール画像: pictures フォルダーに {count} 個',
    pickedUp: 'serve-files から取得済み: {count}',
    manifest: '全ファイルと SHA-256 の一覧: {file}',
  },
  serveFiles: {
    done: '{files} 個のファイル ({bytes} バイト) を配信しました。拒否した要求は {refused} 件、失敗した要求は {failed} 件です',
  },
  preview: {
    construct: '投稿の要素',
    count: '投稿数',
    done: '{file}: ブラウザーで開いてください。投稿の本文を含むため、配布しないでください',
  },
  inventory: {
    tables: '表はすべて inventory.html にあります。--full を付けるとここに表示します。',
    searched:
      '認証情報の検索: {posts} 件の投稿と {files} 個のテキストファイルを {seconds} 秒で調べ、{found} 件見つけました',
  },
  undo: {
    removed: '{messages} 件のメッセージと {files} 個のファイルを削除しました',
    canvases: '{count} 個の canvas を削除しました',
    refused:
      'あと {count} 件は Slack がアプリに削除を許可しません。これらを削除するまでチャンネルは残ります',
    channels:
      '{archived} 個のチャンネルの名前を変えてアーカイブしました。ほかの人が書き込んでいる {kept} 個は残しました',
  },
  init: {
    head: `# mm2slack の設定。# で始まる行は無効です。使うときは # を外してください。
# コマンドラインと環境変数はこのファイルより優先されます。パスワードとトークンは書かないでください:
#   MM2SLACK_SOURCE_PASSWORD   データベースのパスワード
#   SLACK_TOKEN                Slack アプリのトークン
# 実行に必要な条件は mm2slack doctor で確認できます。詳しくは docs/configuration.md を参照してください。
`,
    saidByServer: 'mattermostConfig のとおり',
    begin:
      '順に質問します。Enter だけを押すと [ ] 内の値を使います。Ctrl-C で中断すると何も書き込みません。パスワードは表示も保存もしません。',
    configFound: '{path} が見つかりました。データベースとファイルの場所をここから読み取りますか?',
    configDenied:
      '{path} が見つかりましたが、読み取り権限がありません。所有者または sudo で実行するか、コピーを --mattermost-config で指定してください',
    source:
      'データベース (mysql://user@host/name または postgres://…、後で指定する場合は空のまま):',
    password: 'パスワード (表示されません。なければ空のまま):',
    trying: 'データベースに接続しています …',
    sourceAgain: 'データベースをもう一度指定してください (このまま使う場合は空のまま):',
    files: 'Mattermost のファイルのフォルダー、または s3://bucket/prefix',
    filesNone: '(なければ空のまま):',
    noFolder: '{folder}: このフォルダーはありません',
    language: '画面表示とレポートの言語 (en または ja) [{lang}]:',
    teamsThere: 'チーム: {names}',
    teams: '移行するチーム (カンマ区切り。すべて移行する場合は空のまま):',
    noTeam: "チーム '{name}' はありません。",
    meant: 'もしかして: {near}',
    direct: 'ダイレクトメッセージとグループメッセージも移行しますか?',
    directNotWithTeams:
      'ダイレクトメッセージはどのチームにも属さないため、チームを指定した場合は移行しません。',
    written: '{file} を書き出しました。',
    checked: '{file} を書き出しました。この設定での検査結果:',
    passwordNext:
      'パスワードはファイルに保存していません。ほかのコマンドの前に 1 回だけ入力してください (表示されません):',
    mend: '「失敗」の項目を修正してから、もう一度確認してください。',
  },
};
