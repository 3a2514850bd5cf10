import type { help as en } from '../en/help.ts';

export const help: typeof en = {
  program: 'Mattermost サーバーを Slack ワークスペースへ移行します。',
  headings: {
    usage: '使い方:',
    options: 'オプション:',
    commands: 'コマンド:',
    arguments: '引数:',
  },
  choices: '(値: {choices})',
  guide: {
    firstSteps: 'はじめに実行するコマンド:',
    steps: {
      init: '対話形式で設定ファイル mm2slack.yaml を作成する',
      doctor: '実行に必要な条件がそろっているかを検査する',
      inventory: '現状、費用、作り直すものを調べる',
      plan: '移行の内容を確認する (Slack には書き込まない)',
      status: '進捗と次のコマンドを表示する (いつでも)',
    },
    examples: '例:',
    exitCodes: '終了コード:',
    more: [
      '各コマンドのオプションと例は mm2slack COMMAND --help で表示します。',
      '移行の全手順は mm2slack runbook で表示します (plan の前は docs/runbook.ja.md)。',
    ],
  },
  exitCodes: {
    '0': '完了 (記録された損失は失敗とみなさない)',
    '1': '完了したが、差異または失敗した検査がある',
    '2': '使い方、設定、移行元または移行先の誤り (何も実行していない)',
    '3': '途中で停止 (同じコマンドで再開できる)',
    '70': 'プログラムの不具合',
    '130': '中断',
  },
  usage: {
    line: '{problem} (使い方は {program} --help --lang ja で表示します)',
    suggestion: '(もしかして: {names})',
    unknownOption: "オプション '{name}' はありません",
    unknownCommand: "コマンド '{name}' はありません",
    missingArgument: "引数 '{name}' が必要です",
    missingValue: "オプション '{name}' の値が必要です",
    emptyValue: "オプション '{name}' の値が空です",
    missingOption: "オプション '{name}' が必要です",
    notAChoice: "オプション '{name}' に '{value}' は指定できません。指定できる値: {choices}",
    argumentNotAChoice: "引数 '{name}' に '{value}' は指定できません。指定できる値: {choices}",
    tooMany: "'{name}' の引数が多すぎます (必要な数 {expected}、指定された数 {given})",
  },
  flags: {
    '--help': 'ヘルプを表示する',
    '--version': 'バージョンを表示する',
    '--config': '設定ファイル (既定: あれば mm2slack.yaml)',
    '--source':
      'データベース: mysql://、mariadb:// または postgres://user:password@host/name。またはバルクエクスポート: export.zip,import.jsonl',
    '--mattermost-config':
      'Mattermost の config.json: データベースとファイルの場所をここから読み取る',
    '--files': 'Mattermost のファイルストア: フォルダーまたは s3://bucket/prefix',
    '--work': '作業ディレクトリ (既定: ./mm2slack-work)',
    '--include': 'public,private,direct,group (既定: public,private)',
    '--consent':
      '含めたダイレクトメッセージとグループメッセージのうち、全員が同意したものだけ (dms.csv)',
    '--channels': 'これらのチャンネルだけ: 名前、team/name、表示名または ID',
    '--exclude-channels': 'これらのチャンネルを除く',
    '--teams': 'これらのチームのチャンネルだけ',
    '--from': 'この日または時刻以降の投稿だけ (UTC)',
    '--to': 'この日または時刻より前の投稿だけ (UTC)',
    '--lang':
      '画面表示とレポートの言語 (既定: LC_ALL、LC_MESSAGES、LANG に従う。いずれもなければ en)',
    '--json': 'JSON オブジェクトを 1 つ出力する',
    '--quiet': '進捗と補足を表示しない',
    '--verbose': 'ログに書く内容も表示する',
    '--log-file': 'ログの出力先 (省略時は WORK/log/COMMAND-TIME.jsonl)',
    '--redact-secrets': '認証情報を移さない: それぞれの位置に印を残し、記録する',
    '--plan': 'この計画のとおりに実行する',
    '--strict': '--plan と併用: 計画の後に人やチャンネルが変わっていたら中止する',
    '--workers': '投稿の変換、比較、検索を行うスレッドの数 (既定はコア数による)',
    '--yes': '確認を求めない',
    '--max-duration': 'この時間で停止する (30m、9h)。同じコマンドで続きから再開できる',
  },
  commands: {
    init: {
      description:
        '自動で判別できない項目を順に質問し、説明付きの mm2slack.yaml を書き出して検査します。',
      flags: { '--force': '既存のファイルを置き換える' },
    },
    doctor: {
      description: 'データベース、ファイル、ディスク、Slack を検査し、実行できるかを確認します。',
      flags: {
        '--target': '移行先: slack ではトークンも検査する',
        '--out': '書き出す ZIP: 空き容量を検査する',
        '--manifest': 'すべてのスコープを持つ Slack アプリのマニフェストを出力する',
      },
    },
    inventory: {
      description: '現状、継続利用と移行後の費用、作り直すものを報告します。',
      flags: {
        '--with-text': 'レポートに非公開チャンネルの名前を載せる',
        '--full': '判断用のページだけでなく、すべての表を表示する',
        '--no-secret-scan': '投稿とテキストファイルの認証情報を検索しない',
      },
    },
    plan: {
      description:
        '移行の内容をすべて報告します (実行はしません)。plan.json と編集用の一覧を書き出します。',
      flags: {
        '--target': 'ワークスペース (slack) またはアーカイブ (zip FILE) と比較する',
        '--against': '以前の計画と比較する',
        '--detailed-exitcode': '変更があれば終了コード 1 で終わる',
        '--with-text': 'レポートに非公開の会話の名前とメールアドレスを載せる',
        '--full': '集計ではなくレポート全体を表示する',
      },
    },
    people: {
      description:
        'users.csv と channels.csv のユーザーとチャンネルを手動で対応付けるページを、このマシンだけで開きます。',
      flags: {
        '--target': 'ワークスペースのアカウントとチャンネルを候補として読み取る',
        '--no-browser': 'ページを開かずに端末で質問する',
      },
    },
    zip: {
      description:
        'データベースから Slack のインポート用 ZIP を作成します。すべての行がどう扱われたかを集計します。',
      flags: {
        '--out': '書き出す ZIP',
        '--force': '既存の ZIP を置き換える',
        '--split-by': '複数のアーカイブに分ける: 公開と非公開、月、またはサイズ',
        '--split-size': '--split-by size と併用: 1 つのアーカイブのサイズ (既定: 2GB)',
        '--format':
          'json: Slack のエクスポート形式、csv: Slack のテキストインポート用にチャンネルごとのファイル (既定: json)',
        '--csv-quoting':
          '--format csv と併用: 本文中の引用符を \\" (backslash) または "" (doubled) と書く',
        '--since-last': '同じ --work で以前に作成したアーカイブにないものだけ',
        '--system-messages': '参加、トピックの変更など (既定: keep)',
        '--rewrite-permalinks': '古い投稿へのリンクを target.workspaceUrl の URL に書き換える',
        '--rehearsal': 'リハーサル用: すべてのメールアドレスを自分のドメインに変える',
      },
    },
    archive: {
      description:
        'チャンネルを検索付きの Web ページとして書き出します。Mattermost がなくても、ディスクからオフラインで読めます。',
      flags: {
        '--out': '書き出すフォルダー、または .zip',
        '--include': 'public,private,direct,group (既定: public)',
        '--force': '既存のアーカイブを置き換える',
        '--attachments':
          'ファイルをアーカイブにコピーする (copy)、元のフォルダーへリンクする (link)、名前だけを示す (names) (既定: copy)',
        '--verify':
          '書き出す代わりに、既存のアーカイブの件数を移行元と比較する。差異があれば終了コード 1',
        '--with-deleted': '削除された投稿と、編集前の本文も示す',
        '--person': 'この人が書いたものだけ (個人データの開示請求用)',
        '--hold':
          '法的保存の対象となる人とチャンネルの一覧。対象の削除された投稿と編集前の本文がすべて含まれることを件数で確認し、含められないときは実行しない',
        '--no-hold': '設定 hold の一覧によらないアーカイブを書き出す',
      },
    },
    replay: {
      description:
        '履歴を Slack の API で投稿します。各メッセージは 1 回だけです。同じコマンドで再開できます。',
      flags: { '--dry-run': '実行せず、処理の内容を報告する' },
    },
    adopt: {
      description:
        'インポートの後に、そのチャンネルとメッセージを見つけ、sync で使えるようにします。',
      flags: {
        '--plan': 'アーカイブを作成したときの計画',
        '--dry-run': '見つかるチャンネルを報告するだけで、書き込まない',
      },
    },
    sync: {
      description: '前回からの追加、変更、削除をワークスペースに反映します。',
      flags: {
        '--watch': '指定した秒数ごとに繰り返す (既定: 60)',
        '--until-synced': 'すべてを比較して差異がなくなるまで繰り返す',
        '--accept-removals': '移行済みの多数の投稿を削除してよい',
        '--repair': '直前の verify で足りなかったものを、もう一度確認してから再送する',
        '--dry-run': '--repair と併用: 再送するものを表示するだけで、書き込まない',
      },
    },
    files: {
      description:
        '既存のチャンネルに添付ファイルを 1 回ずつアップロードします。同じコマンドで再開できます。',
      flags: { '--check': '一覧、絵文字、画像だけを書き出し、アップロードしない' },
    },
    'serve-files': {
      description: '期限付きの署名リンクでファイルを配信します。停止するまで動作します。',
      flags: { '--listen': '待ち受ける host:port (既定: 127.0.0.1:8080)' },
    },
    preview: {
      description: '投稿とその変換結果を並べて、1 つの HTML ページに表示します。',
      flags: {
        '--html': '書き出すページ',
        '--force': '既存のページを置き換える',
        '--post': 'この投稿だけ: ID またはパーマリンク',
      },
    },
    undo: {
      description: '台帳にある、replay が作成したものをワークスペースから削除します。',
      flags: {},
    },
    verify: {
      description: 'アーカイブまたはワークスペースを読み戻し、移行元と双方向で比較します。',
      flags: {
        '--work': '作業ディレクトリ。分割した移行では繰り返し指定できる',
        '--zip': 'これらのアーカイブをインポート順に検証する。なければワークスペースを検証する',
        '--plan': 'この計画の決定を前提にする',
        '--bytes': 'ワークスペースのファイルをダウンロードし、内容を比較する',
        '--with-text': 'レポートに非公開の会話の名前を載せる',
        '--rewrite-permalinks':
          '古い投稿へのリンクが target.workspaceUrl の URL に書き換えられている前提で比較する',
        '--system-messages': '移行のときと同じ指定 (既定: keep)',
        '--csv-quoting': 'マニフェストのないアーカイブで、zip --format csv と同じもの',
        '--rehearsal': 'リハーサル用のアーカイブで、メールアドレスはこのドメイン',
      },
    },
    status: {
      description: '作業ディレクトリから、進捗、残っている作業、次のコマンドを示します。',
      flags: {},
    },
    evidence: {
      description:
        '作業ディレクトリの計画、マニフェスト、レポート、損失、一覧を、ハッシュ付きで保管用にまとめます。',
      flags: {
        '--out': '書き出す ZIP',
        '--redacted': '名前、メールアドレス、本文を除く (サポートへの問い合わせ用)',
        '--force': '既存の ZIP を置き換える',
        '--work': '作業ディレクトリ。分割した移行では繰り返し指定できる',
      },
    },
    runbook: {
      description:
        '計画が推奨する方法に沿って、チーム用の手順書 (コマンド、確認事項、件数、時間) を出力します。',
      flags: {
        '--plan': '移行の plan.json',
        '--consent': '同意の一覧 (dms.csv)。同意の確認手順を加え、必要なすべてのコマンドに付ける',
        '--out': 'このファイルに書き出す (Markdown)',
        '--force': '既存のファイルを置き換える',
      },
    },
    completion: {
      description: 'シェルでコマンドとオプションを補完するスクリプトを出力します。',
      flags: { shell: 'シェル' },
    },
    version: {
      description: 'このプログラムと Node のバージョンを表示します。',
      flags: {},
    },
  },
};
