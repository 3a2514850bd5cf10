import type { TARGET_NOTICES } from '../../errors/notice-codes.ts';
import { siteNotices } from './notices-site.ts';

/** What is wrong with the archive, the workspace or the ledger. */
export const targetNotices: Readonly<Record<keyof typeof TARGET_NOTICES, string>> = {
  'pages-unreadable': '{path} を読み取れません。mm2slack plan を実行し直すと書き出されます',
  'page-outside':
    '{path} にフォルダー外のページ {page} が記載されています。mm2slack plan を実行し直すと書き出されます',
  'no-space':
    '{path} を書き込む空き容量がありません。空き容量を増やすか、別のフォルダーを指定してください',
  'disk-quota':
    'ディスクの割り当てが足りず、{path} を書き込めません。空き容量を増やすか、別のフォルダーを指定してください',
  'write-not-allowed': '{path} に書き込めません: {folder} への書き込み権限がありません',
  'write-read-only': '{path} に書き込めません: {folder} は読み取り専用です',
  'write-no-folder': '{path} に書き込めません: フォルダー {folder} がありません',
  'write-not-a-folder': '{path} に書き込めません: {folder} はフォルダーではありません',
  'write-name-too-long': '{path} に書き込めません: 名前が長すぎます',
  'write-is-a-folder': '{path} に書き込めません: 同じ名前のフォルダーがあります',
  'write-names-a-folder':
    '{path} に書き込めません: 末尾が / の名前はフォルダーの名前です。ファイル名を指定してください',
  'write-is-a-device':
    '{path} に書き込めません: デバイスまたはパイプであり、ファイルで置き換えられません。別の名前を指定してください',
  'write-is-a-mount':
    '{path} に書き込めません: それ自体がマウントされているため、置き換えられません。その外側のフォルダーをマウントするか、その中の名前を指定してください',
  'write-link-loop': '{path} に書き込めません: シンボリックリンクが循環しています',
  'write-disk-fault':
    '{path} に書き込めません: ディスクまたは共有フォルダーがエラーを返しました ({code})。確認するか、別のフォルダーを指定してください',
  'too-many-open-files':
    '{path} に書き込めません: 開いているファイルが多すぎます。上限 (ulimit -n) を上げて、同じコマンドをもう一度実行してください',
  'token-not-valid': 'は無効です',
  'token-empty': 'は空です',
  'token-revoked': 'は失効しています',
  'token-expired': 'は期限切れです',
  'token-of-deleted-app': 'は削除されたアプリまたは停止されたアカウントのものです',
  'token-not-allowed': 'にはこの操作の権限がありません',
  'token-of-moving-workspace': 'は組織へ移行中のワークスペースのものです',
  'token-of-other-kind': 'はこのメソッドでは使えない種類です',
  'slack-token-fault':
    'Slack: SLACK_TOKEN のトークン{fault} ({message})。アプリのページにある現在のトークンを使ってください',
  'slack-scope-missing':
    'Slack: トークンにスコープ {neededScope} がありません ({message})。アプリに追加し、もう一度インストールしてください',
  'slack-gateway':
    'Slack: プロキシなど Slack 以外のサーバーから HTTP {status} が返りました ({message})。プロキシと SLACK_API_URL を確認してください',
  'slack-fault': 'Slack: {fault} ({message})',
  'slack-refused': 'Slack: 拒否されました {message}',
  'channel-archived':
    'チャンネルは Slack でアーカイブされています。Slack でアーカイブを解除してください',
  'channel-not-found': 'チャンネルがないか、アプリが参照できません。アプリを招待してください',
  'app-not-in-channel': 'アプリがチャンネルに参加していません。招待してください',
  'workspace-forbids': 'ワークスペースがこの操作を許可していません。オーナーに依頼してください',
  'channel-read-only': 'チャンネルへの投稿が制限されています。アプリの投稿を許可してください',
  'channel-threads-only':
    'チャンネルではスレッドへの返信しか投稿できません。アプリが新しいスレッドを始められるようにしてください',
  'channel-without-threads':
    'チャンネルではスレッドでの返信が無効です。スレッドを使えるようにしてください',
  'thread-locked': 'スレッドがロックされています。Slack で解除してください',
  'held-back':
    'Slack: {fault} ({message})。チャンネル {channels} 個とスレッド {threads} 件が残っています ({places})。ほかは完了しました',
  'app-not-approved': 'アプリがワークスペースで承認されていません。オーナーに依頼してください',
  'no-more-messages': 'ワークスペースのプランではこれ以上メッセージを送れません',
  'uploads-disabled':
    'ワークスペースではファイルのアップロードが許可されていません。オーナーに依頼するか、files.deliver を設定してください',
  'channel-migrating': 'Slack がチャンネルを移行しています。終わるまで待ってください',
  'workspace-denies-access':
    'ワークスペースが現在アクセスを許可していません。オーナーに依頼してください',
  'workspace-in-migration': 'Slack がワークスペースを移行しています。終わるまで待ってください',
  'two-factor-wanted': 'ワークスペースでは 2 要素認証が必要です。設定してください',
  'no-room-for-files': 'ワークスペースのプランではファイルの空き容量がありません',
  'file-unreadable': '{path}: 読み取れません ({code})',
  ...siteNotices,
  'file-exists': '{path} はすでにあります。置き換えるには --force を付けてください',
  'no-list-of-messages': 'メッセージの一覧ではありません',
  'messages-not-in-order': 'メッセージが ts の順に並んでいません',
  'archive-entry-missing': '{path}: {entry} がないか、Slack のエクスポートの形になっていません',
  'archive-list-entry-without-id':
    '{path}: {entry} の一覧の {position} 番目に id がありません。Slack のエクスポートでは、どの項目にも id があります',
  'record-damaged':
    '{path}: ファイルが壊れているため、以前のアーカイブの内容を確認できません。最後のアーカイブを作成した後のバックアップに戻してください。ない場合は、--since-last なしで、すべてのアーカイブ、または --from で最後のアーカイブより新しいもののアーカイブを作成してください',
  'record-lost':
    '{path}: この --work で {name} を作成していますが、ファイルがないため、以前のアーカイブの内容を確認できません。最後のアーカイブを作成した後のバックアップに戻してください。ない場合は、--since-last なしで、すべてのアーカイブ、または --from で最後のアーカイブより新しいもののアーカイブを作成してください',
  'record-older-than-archive':
    '{path}: {name} を作成する前のファイルです。{name} にある投稿を移行済みと判断できないため、二重に書き出すことになります。{name} を作成した後のバックアップに戻してください。このアーカイブが完成していない場合や、インポートしない場合は、{manifest} を削除してください',
  'archives-of-other-server':
    '以前のアーカイブに、この Mattermost サーバーのチャンネルが 1 つもありません。別のサーバーのアーカイブです。--source を確認するか、別の --work を使ってください',
  'record-of-other-version':
    '{path}: バージョン {version} の記録です。この mm2slack が読み取れるのはバージョン {known} です',
  'not-a-slack-export': '{path}: {entry} がないため、Slack のエクスポートではありません',
  'archive-entry-unusable': '{path}: {entry}: {field}: {message}',
  'archive-entry-too-large': '{path}: エントリー {name} はエクスポートとしては大きすぎます',
  'no-such-archive': '{path}: アーカイブがありません',
  'archive-not-whole': '{path}: 完全な ZIP ではありません ({reason})',
  'archive-entry-unreadable': '{path}: エントリー {fileName} を読み取れません ({reason})',
  'checksum-wrong': 'チェックサムが一致しません',
  'entry-method-unknown': '暗号化されているか、deflate 以外の方式で圧縮されています',
  'archive-entry-not-json': '{path}: エントリー {name} は JSON ではありません',
  'archive-entry-not-utf8': '{path}: エントリー {name} は正しい UTF-8 ではありません',
  'naming-unclear':
    '{archives}: 書き出した実行がアーカイブに名前を付ける途中で止まり、現在はこのファイルがありません。移動またはインポートした場合は、元の名前に戻してから同じコマンドを実行してください。もともとなかった場合は {prepared} を削除してください',
  'ledger-no-space':
    '{path}: ディスクに空き容量がありません。空き容量を増やし、同じコマンドをもう一度実行して再開してください',
  'not-a-ledger': '{path}: mm2slack の台帳ではありません',
  'ledger-open-elsewhere': '{path}: 別のプログラムが開いています。そのプログラムを終了してください',
  'ledger-not-openable': '{path}: 開けないか、書き込めません',
  'ledger-locked':
    '{ledgerPath}: 使用中です ({holder})。終わるまで待つか、そちらを停止してください',
  'work-directory-locked':
    '{directory}: この作業ディレクトリには別の実行が書き込んでいます ({holder})。終わるまで待つか、そちらを停止するか、別の --work を指定してください',
  'lock-holder': 'mm2slack {command}、プロセス {pid}、{since} に開始',
  'lock-holder-unknown': '別の mm2slack',
  'ledger-of-newer-version':
    '{path}: バージョン {version} の台帳です。この mm2slack が扱えるのはバージョン {known} までです。新しい mm2slack を使ってください',
  'ledger-empty':
    '{path}: 空のファイルです (停電やディスクの空き容量不足の後に起こります)。バックアップから戻してください。まだワークスペースに何も送信していない場合は削除してください',
  'ledger-of-other-server':
    '台帳に、この Mattermost サーバーのチャンネルが 1 つもありません。別のサーバーの台帳です。別の --work を使ってください',
  'ledger-unfilled':
    'この作業ディレクトリからはまだ何も移行していません。先に replay を、インポートした場合は adopt を実行してください',
  'import-not-adopted':
    '作業ディレクトリに {archives} の記録があり、ワークスペースに同じ名前のチャンネルが {count} 個あります。インポート済みの場合は adopt を実行してください。まだの場合は別の --work を使ってください',
  'adoption-unfinished':
    '前回の adopt が途中で止まっており、インポートしたメッセージをまだすべて見つけていません。このままでは、見つけていないメッセージを再送します。先に adopt をもう一度実行してください',
  'ledger-of-other-program':
    '{path}: 別のプログラムのデータベースで、mm2slack の台帳ではありません',
  'ledger-moved':
    '{path}: 実行中に移動または削除されたため、それ以上は送信していません。元に戻し、同じコマンドをもう一度実行して再開してください',
  'ledger-of-other-workspace':
    '{path}: ワークスペース {known} の台帳ですが、トークンは {teamId} のものです。{known} のトークンを設定するか、別の --work を使ってください',
  'ledger-of-other-app':
    '{path}: メッセージを投稿したアプリは {bot} ですが、トークンは {botUserId} のものです。そのアプリのトークンを使ってください',
  'slack-asks-to-wait':
    'Slack: {method}: レート制限のため、{waitMs} ミリ秒後に再試行するよう求められました',
  'slack-answer-unclear': 'Slack: {method}: Slack から明確な応答がありません ({reason})',
  'answer-not-from-slack': 'Slack の応答ではないものが返りました',
  'answer-lacks-field': '応答に {field} がありません',
  'answer-lost-repeatedly': '何度試しても同じです',
  'clocks-differ':
    'このマシンの時計と Slack の時計の差は {seconds} 秒です。台帳は Slack の時計に従いますが、chrony などで時計を合わせてください',
  'slack-hides-email':
    'Slack がメールアドレスを表示しないため、アカウントをメールアドレスで対応付けられません。トークンに users:read.email が必要です',
  'slack-hides-some': 'Slack が一部を返しません: {message}',
  'slack-hides-without-scope':
    'Slack が一部を返しません: {message}。トークンに {neededScope} が必要です',
  'slack-answer-unexpected': 'Slack: {method} の応答が公式文書の形と異なります: {field}: {message}',
};
