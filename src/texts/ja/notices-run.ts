import type { RUN_NOTICES } from '../../errors/notice-codes.ts';

/** What a command has to say beside its report. */
export const runNotices: Readonly<Record<keyof typeof RUN_NOTICES, string>> = {
  interrupted: '中断しました',
  'name-not-selected': "'{name}' というチャンネルまたはチームはありません。何も実行していません",
  'archive-is-redacted':
    '{name} は --redact-secrets 付きで作成されています。同じオプションを付けるか、設定に redactSecrets: true を書いてください。何も実行していません',
  'archive-has-other-bookmarks':
    '{name} は zip.bookmarks: {setting} で作成されています。設定に同じ値を書いてください。何も実行していません',
  'ledger-missing':
    '{path} がありません。先に replay か adopt を実行するか、--zip でアーカイブを指定してください',
  'ledger-has-no-channel':
    '対象のチャンネルが台帳に 1 つもありません。先に replay か adopt を実行してください',
  'loss-line-unreadable': '{path} の {line} 行目は、損失の記録として読み取れません',
  'manifest-line-unreadable': '{path} の {line} 行目は、マニフェストの行として読み取れません',
  'losses-replaced':
    '{archives}: 以前の mm2slack は最後のアーカイブの損失しか残さないため、verify はほかのアーカイブに足りないものを説明できません。同じオプションのまま、別の名前と新しい作業ディレクトリを指定して全体のアーカイブを 1 つ作成すると (zip --out OTHER.zip --work OTHER)、損失が記録し直されます。その後、両方のフォルダーを --work に指定して verify を実行してください',
  'manifest-missing':
    '{name} のマニフェストが作業ディレクトリにないため、チェックサムは比較していません',
  'manifest-cut':
    '{path} は破損しており、{name} の行より前で終わっています。チェックサムは比較しておらず、記録されたオプションや時刻も分かりません。完全なマニフェストの控えに置き換えてください',
  'earlier-lists-differ':
    '{name}: 一覧の {count} 件が最後のアーカイブと異なります。マニフェストがないため、Mattermost での変更かファイルの変更かを判断できません。変わることのない項目だけを比較しました',
  'manifest-version-unknown':
    '{path} はバージョン {version} です。この mm2slack で読み取れるのは {known} です',
  'verify-account-unbalanced':
    '件数が一致しません: 読み取った投稿 {read} 件、比較した投稿 {compared} 件、どちらでもない投稿 {missing} 件',
  'ids-equal-in-slack': '{first} と {second} がどちらも {slackId} になります',
  'merge-target-hidden':
    'チャンネル {channel}: トークンで参照できるチャンネルに {target} はありません。アプリを招待するか、channels.csv で別の扱いを指定してください',
  'target-channel-public':
    'チャンネル {channel}: Mattermost では {type} ですが、Slack の {target} は公開チャンネルです。非公開にするか、channels.csv で別の扱いを指定してください',
  'adopt-channel-ambiguous':
    '{channel}: 同じ名前のチャンネルが複数あります。いずれか 1 つの ID を channels.csv に書いてください',
  'adopt-channel-other-kind':
    '{channel}: 同じ名前のチャンネルは公開範囲が違います。正しい ID を channels.csv に書いてください',
  'adopt-channel-hidden':
    '{channel}: アプリが参照できるチャンネルに同じ名前のものはありません。アプリを招待するか、ID を channels.csv に書いてください',
  'direct-imported':
    'ダイレクトメッセージとグループメッセージ {count} 件はインポートで移行されています。アプリからは参照できないため、sync、files、verify の対象外です。参加者に確認を依頼してください',
  'people-not-counted':
    'ユーザーの件数は比較していません。ワークスペースのアカウントと対応付けたユーザーがいないためです (mm2slack plan --target slack でメールアドレスにより対応付けます)。各メッセージの投稿者は比較しています',
  'stopped-resumable': '{problem}。同じコマンドで続きから再開できます',
  'saved-posts-not-renewed':
    '保存済み投稿のページを、リンク付きで書き直すことができませんでした: {problem}',
  'pass-failed': '今回の同期は失敗しました。次の回でもう一度試みます: {problem}',
  'joined-by-comma': '{first}、{second}',
  'joined-by-semicolon': '{first}。{second}',
  'nothing-given': '指定なし',
  'link-key-missing':
    'MM2SLACK_LINK_KEY が設定されていません。ファイルへのリンクはこの鍵で署名します (openssl rand -hex 32)',
  'links-impossible':
    'files.deliver が link です。files.linkBaseUrl に mm2slack serve-files の URL を指定するか、S3 のファイルストアを使ってください',
  'links-unconfirmed':
    'Slack のインポートがリンクからファイルを取得するかどうかは確認できていません。まず小さなアーカイブで試してください (files.deliver: api ならアップロードします)',
  'links-short-lived':
    '署名付き URL の有効期間は最長 {days} 日です。インポートはそれより長くかかることがあり、それまでに取得されなかったファイルは失われます。mm2slack serve-files なら有効期間を自由に決められます',
  'links-short-lived-by-role':
    '署名付き URL の有効期間は最長 {days} 日です。ロールの認証情報を使うと、そのセッションの間 (多くは 1 時間) しか有効ではありません。インポートはそれより長くかかることがあり、それまでに取得されなかったファイルは失われます。mm2slack serve-files なら有効期間を自由に決められます',
  'proposals-followed': 'inventory の提案を {count} 件採用します ({file})',
  'lines-followed': '{file} の {count} 行に従います',
  'mapping-file-missing': 'people.mapping: ファイル {path} がありません',
  'plan-file-missing': '計画 {path} がありません。mm2slack plan で作成できます',
  'strict-needs-plan': '--strict には --plan が必要です',
  'flag-wider-than-plan':
    "{flag}: '{wanted}' は、計画の '{planned}' より広い範囲です。範囲を狭めるか、計画を作り直してください",
  'plan-teams-with-direct':
    '計画にチームの指定とダイレクトメッセージまたはグループメッセージの両方があります。これらはチームに属さないため、チームごとに分けた移行のすべてに入ってしまいます。--include public,private と --include direct,group の 2 回に分けて実行してください',
  'flag-differs-from-plan':
    "{flag}: '{wanted}' ですが、計画では '{planned}' です。計画を作り直してください",
  'slack-token-missing':
    'SLACK_TOKEN が設定されていません。Slack アプリのボットトークンを設定してください (アプリのマニフェストは mm2slack doctor --manifest で出力できます)',
  'time-limit-reached': '指定した時間に達しました。同じコマンドで続きから再開できます',
  'workspace-is-redacted':
    'このワークスペースは --redact-secrets 付きで移行されています。同じオプションを付けるか、設定に redactSecrets: true を書いてください。何も実行していません',
  'channel-join-refused':
    'アプリはチャンネル #{name} に参加できません ({problem})。チャンネルに招待してください',
  'channel-creation-refused':
    'アプリはチャンネル #{name} を作成できません ({problem})。channels.csv で別の名前にしてください',
  'since-last-and-rehearsal':
    '--since-last と --rehearsal は併用できません。リハーサルの続きは作成できません',
  'since-last-and-bundle':
    '--since-last と files.deliver: bundle は併用できません。保存用のアーカイブには常にすべてが入ります',
  'csv-and-since-last':
    '--format csv と --since-last は併用できません。Slack のテキストインポートでは移行済みのものを区別できません。すべてを書き出すか、--from と --to で期間を指定してください',
  'csv-and-split':
    '--format csv はチャンネルごとに 1 ファイルです。併用できるのは --split-by visibility だけです',
  'csv-and-rehearsal':
    '--format csv と --rehearsal は併用できません。テキストインポートには変えるべきメールアドレスがありません。そのままテスト用ワークスペースにインポートしてください',
  'csv-and-permalinks':
    '--format csv と --rewrite-permalinks は併用できません。テキストインポートのメッセージの ID は事前に分からないため、リンクを書き換えられません',
  'bookmarks-not-listed':
    'zip.bookmarks: message: --to があるとチャンネルの最後がアーカイブに入らないため、ブックマークの一覧は書き出しません。--to なしのアーカイブに入ります',
  'csv-and-bookmarks':
    '--format csv と zip.bookmarks: message は併用できません。テキストインポートにはピン留めがありません。zip.bookmarks を none にして、mm2slack plan の bookmarks.csv を使ってください',
  'csv-and-delivery':
    '--format csv と files.deliver: {deliver} は併用できません。Slack のテキストインポートにはファイルがありません。files.deliver を none にすると、各メッセージにファイル名を書きます',
  'csv-quoting-without-csv': '--csv-quoting は --format csv と併用してください',
  'csv-and-other-archives':
    '形式の異なるアーカイブが混ざっています。--format csv のものとその他を別々に verify してください',
  'since-last-without-archive':
    '--since-last: {path} がないため、この --work で作成したアーカイブはありません。最初のアーカイブは --since-last なしで作成してください',
  'since-last-name-taken':
    '--since-last: {name} は以前のアーカイブの名前です。その投稿は移行済みとして扱われ、記録も置き換わってしまいます。--out に別の名前を指定してください',
  'name-in-chain':
    '{name} は --since-last の続きの元になるアーカイブの名前です。その記録が置き換わってしまうため、--out に別の名前を指定してください',
  'archive-finished':
    '{archives}: 完成しています。書き出した実行がアーカイブに名前を付ける途中で止まっていたため、残りの処理を完了しました。ほかには何も書き出していません。verify --zip で検証し、これより新しい投稿は --since-last で別のアーカイブに書き出してください',
  'archive-written':
    '{archives}: 前回の実行で完成しています。ほかには何も書き出していません。verify --zip で検証し、これより新しい投稿は --since-last で別のアーカイブに書き出してください。すべてを書き出し直すには、--since-last を付けずに --force を指定してください',
  'since-last-option-differs':
    "--since-last: {option} が '{value}' ですが、以前のアーカイブでは '{before}' です。同じ値にしてください",
  'since-last-older-posts':
    '--since-last: 次のチャンネルでは、移行済みの新しい投稿の後ろに古い投稿が並んでしまいます: {channels}。最初のアーカイブと同じ --from を使うか、これらのチャンネルのアーカイブを新しく作成してください',
  'older-posts-of-channel': '#{channel} ({first} から {last} までの投稿 {posts} 件)',
  'since-last-narrower':
    '--since-last: 以前のアーカイブに入っている {channels} が、今回は選択されていません。少なくとも以前と同じ範囲を選択してください',
  'since-last-range':
    '--since-last: 以前のアーカイブには {first} から {last} までの投稿がありますが、--from または --to の範囲に入らないものがあり、その変更を検出できません。少なくとも以前のアーカイブと同じ範囲を指定してください',
  'and-others': '{names} ほか',
  'private-posts-by-api':
    '非公開の会話の新しい投稿 {posts} 件は、アーカイブに入っていません。インポートでは、すでにある非公開チャンネルに追加できないためです。mm2slack adopt のあとに mm2slack sync を実行すると移行できます',
  'channels-made-private':
    '{channels}: Mattermost では非公開になりましたが、公開チャンネルとしてインポート済みのため、Slack では全員が読めます。Slack で非公開にしてください。新しい投稿はアーカイブに入っていません。非公開にするまで、mm2slack adopt の対象にもなりません (pending-changes.csv)',
  'channels-made-public':
    '{channels}: Mattermost では公開になりましたが、非公開チャンネルとしてインポート済みです。インポートでは非公開チャンネルに追加できません。このアーカイブをインポートする前に、オーナーが Slack で公開にしてください。または、新しい投稿は mm2slack adopt と sync で移してください (pending-changes.csv)',
  'archive-over-size':
    '{file} は {bytes} バイトあり、--split-size を超えています。1 つのチャンネルの 1 日分は分割できず、一覧はどのアーカイブにもすべて入るためです',
  'account-unbalanced': '件数が一致しないため、アーカイブは作成しませんでした: {kinds}',
  'unbalanced-kind': '{kind}: 読み取り {read} 件、書き込み {written} 件、不明 {missing} 件',
  'source-older-than-archives':
    '--since-last: 移行元の最後の変更は {latest} ですが、アーカイブには {seen} までの変更があります。古いダンプやエクスポートでないか確認してください。何も書き込んでいません',
  'source-older-than-workspace':
    'データベースの最新の変更は {latest} ですが、ワークスペースには {synced} までの変更が入っています。古いダンプでないか確認してください。何も実行していません',
  'many-posts-gone':
    '移行済みの投稿 {moved} 件のうち {gone} 件が、データベースにありません。正しいデータベースか確認してください。意図して削除したのであれば --accept-removals を付けてください',
  'canvases-without-pages':
    'slack.canvases が有効ですが、{directory} にボードやプレイブックの実行のページがありません。先に mm2slack plan を実行してください',
  'pages-not-redacted':
    '{directory} のページは --redact-secrets なしで書き出されたため、canvas は作成しませんでした。--redact-secrets を付けて mm2slack plan を実行してください',
  'icons-unreachable':
    'replay.iconUrl からアイコンを取得できませんでした。Slack からも取得できない場合、アイコンは表示されません',
  'files-not-uploaded':
    'files.deliver が {deliver} のため、何もアップロードしません (--check を付けると、マニフェスト、絵文字、プロフィール画像を書き出します)',
  'file-store-missing': 'ファイルストアが指定されていません。--files で指定してください',
  'conversations-not-in-workspace':
    '{conversations} 件の会話は、台帳によるとワークスペースにありません。replay で移行するか、インポートした場合は adopt で台帳に記録してください',
  'emoji-token-refused':
    'このトークンでは絵文字を追加できません ({problem})。admin.emoji.add には Enterprise の組織の管理者のトークンが必要です。emoji フォルダーから手動で追加してください',
  'emoji-not-reachable':
    'Slack は絵文字の画像を公開 URL から取得します。files.linkBaseUrl (と mm2slack serve-files) を設定するか、ファイルが S3 にあれば、API で追加できます。それ以外の場合は emoji フォルダーから手動で追加してください',
  'emoji-refused': 'Slack が {emoji} 個の絵文字を受け付けませんでした。手動で追加してください',
  'against-and-target-zip':
    '--against は以前の計画と、--target zip はアーカイブと比較します。どちらか一方を選んでください',
  'target-flag-wrong':
    "--target: '{words}' ではなく、slack、または zip とファイルを指定してください",
  'post-not-selected':
    "選択した会話に投稿 '{post}' はありません。ID、--include、--channels を確認してください",
  'serving-key-missing':
    'MM2SLACK_LINK_KEY が設定されていません。リンクの署名に使った鍵を設定してください',
  'address-not-available': '{address} で待ち受けできません',
  'serving-files': '{address} でファイルを配信しています。Ctrl-C で終了します',
  'serving-unrecorded':
    '取得されたファイルを記録できないため、配信を停止しました ({reason})。停止時に取得されたファイルは未取得として扱います。同じコマンドをもう一度実行すると続行します',
  'undo-contents':
    '{workspace} のメッセージ {messages} 件、ファイル {files} 個、チャンネル {channels} 個',
  'undo-contents-canvases': '{what}、canvas {canvases} 個',
  'undo-unconfirmed': 'undo は {what}を削除します。実行するには --yes を付けてください',
  'undo-question': '{what}を削除します。よければ yes と入力してください:',
  'nothing-removed': '何も削除していません',
  'adopt-contents': '{workspace} のチャンネル {channels} 個',
  'adopt-unconfirmed':
    'adopt は {what}を移行先として台帳に登録します。実行するには --yes を付けてください',
  'adopt-question':
    'これらは、インポートで作成された {what}です。間違いなければ yes と入力してください:',
  'nothing-adopted': '何も登録していません',
  'workers-unusable': "--workers: '{text}' は使えません。1 から {most} までの数を指定してください",
  'duration-unusable':
    "{flag}: '{text}' は使えません。30m や 9h のような時間を指定してください (最大 24d)",
  'listen-unusable': "--listen: '{text}' は使えません。host:port の形で指定してください",
  'watch-unusable': "--watch: '{watch}' は 1 以上の秒数ではありません",
  'repair-and-other':
    '--repair は verify が報告したものを 1 回だけ再送します。{flag} とは併用できません',
  'dry-run-of-sync':
    '--dry-run は --repair と併せて使います。sync の処理内容は mm2slack plan で確認できます',
  'differences-missing':
    '{path} とその見出しファイルがありません。--zip なしで mm2slack verify を実行してから、もう一度このコマンドを実行してください。何も送信していません',
  'differences-of-archives':
    '{path} はワークスペースではなくアーカイブを比較した結果です。--zip なしで mm2slack verify を実行してから、もう一度このコマンドを実行してください。何も送信していません',
  'differences-of-other-workspace':
    '{path} はワークスペース {theirs} のものですが、トークンは {ours} のものです。mm2slack verify を実行してから、もう一度このコマンドを実行してください。何も送信していません',
  'differences-of-other-source':
    '{path} は別の Mattermost と比較した結果です。この Mattermost で mm2slack verify を実行してから、もう一度このコマンドを実行してください。何も送信していません',
  'differences-stale':
    '{path} は、ワークスペースに最後に書き込んだ実行より古いものです。mm2slack verify を実行してから、もう一度このコマンドを実行してください。何も送信していません',
  'differences-changed':
    '{path} は、mm2slack verify が書き出した後に変更されています。mm2slack verify を実行してから、もう一度このコマンドを実行してください。何も送信していません',
  'difference-line-unreadable': '{path} の {line} 行目は、差異の記録として読み取れません',
  'repair-channel-missing':
    '{channel} がワークスペースにないか、アプリがメンバーではありません。このチャンネルには何も再送していません',
  'repair-channel-archived':
    '{channel} は Slack でアーカイブされています。何も再送していません。アーカイブを解除してから、もう一度このコマンドを実行してください',
};
