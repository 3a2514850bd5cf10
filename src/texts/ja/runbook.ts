import type { runbook as en } from '../en/runbook.ts';

export const runbook: typeof en = {
  title: '手順書: Mattermost から Slack へ',
  rule: '**切り替えまで、書き込みは Mattermost だけにします。** コマンドは `mm2slack.yaml` のあるフォルダーで、`SLACK_TOKEN` を設定して実行します。次の作業は、いつでも `mm2slack status` で確認できます。',
  made: '{moment} の `{plan}` から作成しました。',
  target: '比較先: {target}',
  ways: {
    zip: '方法: 凍結後に ZIP を 1 つ作り、オーナーがインポートします。その後、添付ファイルを移し、検証します。',
    'zip-then-sync':
      '方法: 凍結前に ZIP を 1 つ作り、オーナーがインポートします。その後の変更は凍結まで同期します。',
    replay: '方法: すべてを Slack の API で投稿します。インポートは行いません。',
  },
  figuresHeading: '件数',
  figures: {
    teams: 'チーム',
    channels: 'チャンネルと会話',
    posts: '投稿',
    files: '添付ファイル',
    zip: 'ZIP のサイズ',
    people: 'ユーザー',
    namesOnly: 'うち Slack にアカウントのない人',
  },
  rolesHeading: '担当',
  roles: {
    lead: ['移行責任者', '計画で判断し、凍結の開始と終了を告げ、検証結果に署名します'],
    database: [
      'データベース担当',
      '読み取り専用のユーザーを用意し、コマンドを実行し、ダンプを保管します',
    ],
    owner: [
      'Slack のオーナー',
      'アプリをインストールし、ZIP をインポートし、保留中の変更を行います',
    ],
    integrations: ['連携の担当', '凍結中に Webhook とボットの宛先を変更します'],
  },
  who: '担当: {role}',
  time: '所要時間: {time} 以上 (計画の予測)',
  check: '確認: {text}',
  failed: 'うまくいかないとき: {text}',
  steps: {
    look: {
      heading: '調べる',
      what: '`plan.html` と `preview.html` を読みます。`users.csv` と `channels.csv` を直し、責任者が同意するまで計画を作り直します。',
      check: 'どのコマンドも 0 で終わり、投稿する人が全員計画に入っていること。',
      failed:
        '`doctor` が 1 で終わるときは、失敗した確認と対処が表示されます。0 で終わるまで繰り返します。',
    },
    rehearse: {
      heading: 'リハーサル',
      what: 'ドメインは、誰も使っていない自社のものに置き換えます。オーナーが `rehearsal.zip` をテスト用のワークスペースにインポートし、結果と所要時間を確認してから、そのワークスペースを削除します。',
      check: '`verify` が 0 で終わり、Slack でチャンネル、スレッド、名前が正しく表示されること。',
      failed:
        '`verify` が 1 で終わるときは、リハーサル用の作業ディレクトリの `verify.md` を読みます。差異の扱いを責任者が決めるまで先へ進みません。',
    },
    freeze: {
      heading: '凍結',
      what: 'Mattermost で告知し、Webhook とボットの宛先を変更してから、ロードバランサーで全員のアクセスを止めます。データベースは動かしたままにします。',
      check: '誰も書き込めないこと。Posts テーブルに新しい行が増えないこと。',
      failed:
        'ボットや Webhook がまだ書き込んでいます。先に止めてください。最後の同期より後の書き込みは Slack に入りません。',
    },
    archive: {
      heading: 'ZIP の作成',
      what: 'ZIP はマニフェストとともに保管します。検証で使います。',
      check: 'どちらのコマンドも 0 で終わること。',
      failed:
        '`verify` が 1 で終わるときは、差異が `verify.md` にあります。原因を取り除いてから ZIP を作り直します。差異のある ZIP はインポートしません。',
    },
    import: {
      heading: 'インポート',
      what: 'オーナーが `https://<workspace>.slack.com/services/import` で `bulk.zip` をインポートし、ユーザーをメールアドレスで対応付け、アカウントのない人は無効化されたアカウントとして作成し (ボットにするとリアクションとメンションが失われます)、すべての非公開チャンネルにアプリを招待します。',
      check: 'インポートの完了が Slack に表示されること。',
      failed:
        '同じページでインポートを削除し、Slack が示す問題を直してから、もう一度インポートします。',
    },
    link: {
      heading: 'インポートとの対応付けと添付ファイル',
      what: '`adopt` がインポートされたものを見つけ、`sync` がその後の書き込みを移し、`files` が添付ファイルをアップロードします。`files` を実行しないと添付ファイルは移りません。',
      check: 'どのコマンドも 0 で終わること。',
      failed:
        '`adopt` が 1 で終わるときは、見つからなかったものが `adopt-ambiguous.csv` にあります。そのチャンネルにアプリを招待し、もう一度実行します。3 で終わるときは、同じコマンドで続行します。',
    },
    fill: {
      heading: 'ワークスペースへの投稿',
      what: 'チャンネル、メッセージ、添付ファイルを投稿します。いつ止めても、同じコマンドで続行でき、二重に送ることはありません。',
      check: '0 で終わること。',
      failed:
        '3 のときは、同じコマンドで続行します。2 のときは、原因が表示されます。何も送っていません。',
    },
    follow: {
      heading: '同期',
      what: '凍結まで、必要なだけ繰り返します。',
      check: '件数が回を追うごとに減ること。',
      failed: '`pending-changes.csv` の作業を行います。Slack で人にしかできない変更です。',
    },
    finish: {
      heading: '最後の同期',
      what: 'すべての ID を比べ、することがなくなると終わります。',
      check: '遅れが 0 と表示されること。',
      failed: 'まだ誰かが Mattermost に書き込んでいます。「凍結」を参照してください。',
    },
    prove: {
      heading: '検証',
      what: '`verify` が移行元とワークスペースを比べ、`evidence` が記録をまとめます。責任者が `verify.md` に署名します。',
      check: '`verify` が 0 で終わること。事前に記録されたものを除き、両側が一致しています。',
      failed:
        '1 のときは、差異の概要が `verify.md` に、一件ずつが `differences.jsonl` にあります。`mm2slack sync --repair --dry-run` で送り直せるものを確かめ、`--dry-run` を外して送り直し、もう一度検証します。',
    },
    announce: {
      heading: '告知',
      what: 'Slack を使い始めることと、足りないものがあるときの連絡先を全員に知らせます。',
      check: '責任者が署名していること。',
      failed: 'Mattermost を再開します。「中止」を参照してください。',
    },
    back: {
      heading: '中止',
      what: '責任者が移行の中止を決めたときだけ実行します。Mattermost を再開します。このコマンドは、本ツールが投稿したものを Slack から取り除きます。インポートはオーナーが Slack で削除します。',
      check: '0 で終わること。',
      failed: '3 のときは、同じコマンドで続行します。',
    },
    keep: {
      heading: '保管と削除',
      what: 'データベースのダンプ、ファイルストア、ZIP、`evidence.zip` は、記録の保存期間中保管します。アプリのトークンを無効にします。個人情報を含むファイルは `status` が示します。作業ディレクトリ、`preview.html`、リハーサルの ZIP は、`evidence.zip` を保管したら、遅くとも検証の 90 日後までに削除します。',
      check: '`status` が示すファイルが残っていないこと。',
      failed: '社内の保存規程や訴訟ホールドがあれば、そちらを優先します。',
    },
  },
  troubleHeading: '困ったとき',
  trouble: [
    ['終了コード 2、`SLACK_TOKEN が設定されていません`', 'アプリのボットトークンを設定します'],
    ['終了コード 2、データベースを読み取れない', '表示された `次:` のコマンドを実行します'],
    [
      '終了コード 3、または接続が切れた',
      '同じコマンドをもう一度実行します。二重に送ることはありません',
    ],
    ['`pending-changes.csv` に行がある', 'オーナーが Slack で行います。verify は織り込んでいます'],
    ['添付ファイルがない', '`files` を実行し、もう一度 `verify` を実行します'],
    ['ディスクがいっぱい', '空きを作り、同じコマンドを実行します。書きかけのファイルは残りません'],
  ],
  glossaryHeading: '用語',
  glossary: [
    ['計画', '移行のすべての決定。`plan.json` にあります'],
    ['凍結', 'これ以降、誰も Mattermost に書き込みません'],
    ['台帳', 'Slack で行ったことの記録。二重に行わないために使います'],
    ['損失', 'Slack で表せないもの。理由とともに事前に記録します'],
    ['保留中の変更', 'Slack で人にしかできない変更'],
  ],
};
