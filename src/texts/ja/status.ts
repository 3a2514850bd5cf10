import type { status as en } from '../en/status.ts';

export const status: typeof en = {
  heading: '{work} の進捗:',
  steps: {
    inventory: 'サーバーの調査',
    plan: '決定と見積もり',
    zip: 'インポート用のアーカイブ',
    'verify-zip': 'アーカイブの検証 (verify --zip)',
    replay: 'API による履歴の投稿',
    adopt: 'インポート結果と移行元の対応付け',
    sync: 'その後の変更',
    files: 'インポート後の添付ファイル',
    verify: 'ワークスペースの検証',
    evidence: '移行の記録の保管',
  },
  pendingHeading: '残っている作業:',
  pending: {
    changes: 'pending-changes.csv: Slack で手動で行う変更が {count} 件',
    changesUnreadable: 'pending-changes.csv を読み取れません',
    ledgerUnreadable: 'ledger.db を読み取れません',
    calls: '結果が不明な Slack の呼び出し: {count} 件。次の実行で 1 件ずつ確認します',
    unfinished: '{name}: 実行中、または中断した処理のファイルです',
    archiveNotFound: '{name}: このフォルダーにも作業ディレクトリの隣にもありません',
    archiveUnrecorded:
      '{name}: マニフェストがないか、途中で切れています。バックアップがあれば戻してください。なくても内容は比較しますが、チェックサムは確認できません',
  },
  personalHeading: '個人情報を含むファイル (記録を別の場所に保管したら削除してください):',
  holds: {
    texts: '投稿の本文',
    excerpts: '本文の一部',
    credentials: '認証情報が投稿された場所',
    names: '名前、一部にはメールアドレスも',
    ids: 'ID と時刻、一部には名前も',
    images: '画像',
  },
  log: 'ログ: {path}',
  noLog: '警告: ログを書き込めません。{path}: {code}',
  written: '作成したファイル:',
  kept: {
    ledger:
      'Slack に届いたものは ledger.db に記録されています。同じコマンドで続きから再開でき、二重に送信することはありません。',
    nothing:
      '完成したファイルはありません。以前の実行のファイルは元のままです。同じコマンドで最初からやり直せます。',
  },
  next: {
    init: '設定ファイルがまだありません。init が対話形式でデータベースとファイルを確認し、mm2slack.yaml を作成します。',
    doctor:
      'inventory と plan の結果がまだありません。doctor に失敗がなければ、inventory と plan に進みます。',
    plan: '計画を作成し、移行の内容をすべて確認します。何も変更しません。',
    zip: 'users.csv と channels.csv を修正し (mm2slack people も使えます)、plan を再実行します。その後、計画の推奨どおり書き込み停止の前か後にアーカイブを作成します。インポートできない場合は、zip の代わりに mm2slack replay を使います。',
    'verify-zip': 'インポートの前にアーカイブを検証します。結果は verify.md にあります。',
    replay: '履歴をワークスペースに投稿します。中断した場合は、同じコマンドで続きから再開します。',
    adopt:
      'ワークスペースのオーナーが import-checklist.md のとおりにインポートを終えたら、移行元と対応付けます。ここからは SLACK_TOKEN の設定が必要です。',
    sync: 'その後に書かれたものを反映します。切り替えまで繰り返します。',
    files: 'インポートしたチャンネルに添付ファイルをアップロードします。',
    finish:
      '書き込み停止の後、誰も Mattermost に書き込まなくなってから行う最後の同期です。それまでは mm2slack sync を何度でも実行できます。',
    verify: 'ワークスペースを移行元と比較し、検証します。',
    repair:
      '差異は verify.md にあります。次のコマンドは再送できるものを一覧にするだけで、送信はしません。',
    evidence: '移行の記録をまとめて保管します。',
    end: '移行の手順はすべて終わり、記録もまとめました。残っている作業:',
    inventory: 'サーバーを読み取れます。inventory で、内容と費用を調べます。',
    check: '足りないものは doctor がすべて調べ、対処方法を示します。',
    again: '上の問題を修正してから、同じコマンドをもう一度実行してください。',
    reverify:
      '差異は verify.md にあります。アーカイブの作成後に Mattermost へ書き込まれたものだけなら、インポート後の sync で反映されるため、そのままインポートと mm2slack adopt に進めます。それ以外の差異は原因を取り除き、アーカイブを作り直してから、もう一度検証してください。',
    send: '上の一覧にあるものを再送します。',
    accept:
      '再送できるものはありません。verify.md に最後の同期より後の投稿があれば、mm2slack sync --until-synced と mm2slack verify を実行します。なければ移行責任者が差異を判断して署名し、記録を保管します。',
    replan: '一覧の変更を計画に反映するため、前回と同じオプションで plan を再実行してください。',
    'verify-trial':
      'インポートの前に、リハーサル用のアーカイブを検証します。結果は verify.md にあります。',
    'after-trial':
      'オーナーが import-checklist.md に従ってリハーサル用のアーカイブを空のワークスペースにインポートし、内容を確認してから、そのワークスペースを削除します。結果に応じて users.csv と channels.csv を修正し、plan を再実行します。その後、計画の推奨どおり書き込み停止の前か後に本番用のアーカイブを作成します。',
    'leave-trial':
      'オーナーが import-checklist.md に従ってリハーサル用のアーカイブを空のワークスペースにインポートし、内容を確認してから、そのワークスペースを削除します。本番の移行は、リハーサル用とは別の作業ディレクトリで続けます。',
    'verify-pages': 'ページを移行元と比較します。',
    'verify-unpacked': 'ZIP を同じフォルダーに展開してから、ページを移行元と比較します。',
    status:
      'ZIP を保管してください。個人情報を含むファイルは status で確認し、時期が来たら削除してください。',
  },
  left: {
    import:
      'ワークスペースのオーナーが、import-checklist.md のとおりにアーカイブをインポートします。',
    sign: '移行責任者が verify.md に署名し、Slack の利用開始を告知します (まだの場合)。',
    'keep-archives':
      'アーカイブとそのマニフェストを記録の保管期間中は残します。検証の結果が参照しています。',
    'keep-source':
      'データベースのダンプ、ファイルストア、evidence の ZIP を記録の保管期間中は残します。',
    'delete-personal':
      'evidence の ZIP を保管したら、status が表示する個人情報を含むファイルを削除します。遅くとも検証の 90 日後までに行います。',
    'revoke-token': 'pending-changes.csv の作業が終わったら、アプリのトークンを無効にします。',
    'switch-off': '戻さないことを移行責任者が決めたら、Mattermost を停止します。',
  },
  sameFlags: 'ここには計画がありません。--include など、前の実行と同じオプションを付けてください。',
  nextCommand: '次: {command}',
};
