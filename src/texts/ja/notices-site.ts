import type { SITE_NOTICES } from '../../errors/site-notice-codes.ts';

/** What is wrong with a site that `archive` writes or reads. */
export const siteNotices: Readonly<Record<keyof typeof SITE_NOTICES, string>> = {
  'folder-not-a-site':
    '{path} はこのプログラムのアーカイブではありません ({file} がありません)。別の名前を指定するか、手動で削除してください',
  'site-unbalanced':
    'アーカイブの件数が合いません: 書き出す投稿 {read} 件に対し、書き出したか理由があって除外したのは {written} 件です',
  'site-deleted-unbalanced':
    'アーカイブの件数が合いません: 書き出す削除済みの投稿 {read} 件に対し、書き出したか理由があって除外したのは {written} 件です',
  'site-former-unbalanced':
    'アーカイブの件数が合いません: 書き出す編集前の本文 {read} 件に対し、書き出したか理由があって除外したのは {written} 件です',
  'site-unreadable': '{path} は完全なアーカイブではありません: {file} を読み取れません',
  'site-person-unknown': '--person: ユーザー名 {name} の人はいません',
  'site-without-sums':
    '{path} は以前のバージョンで書き出されたもので、チェックサムがありません。投稿、ファイル、リアクションの件数は確認しますが、本文の変更は検出できません',
  'site-verify-needs-folder':
    '--verify はフォルダーを読み取ります。ZIP を展開して、そのフォルダーを指定してください',
  'site-without-consent':
    '{file} は Slack に移行してよいダイレクトメッセージとグループメッセージを示すものです。アーカイブはこれに従わず、--include と --channels で選ばれたものをすべて含みます',
  'site-links-need-folder':
    '--attachments link には、ローカルフォルダーのファイルストア (--files) が必要です',
  'hold-empty':
    '法的保存の一覧に対象がありません。1 行に 1 件、person または channel と、その名前を書いてください',
  'hold-name-missing':
    'name が空です。人のユーザー名、またはチャンネルの名前か ID を書いてください',
  'hold-person-unknown':
    "ユーザー名または ID が '{name}' の人はいません。無効化された人もユーザー名は変わりません",
  'hold-channel-unknown':
    "'{name}' というチャンネルはありません。名前、チーム/名前、表示名、ID のいずれかを書いてください。ダイレクトメッセージの ID は dms.csv にあります",
  'hold-file-missing': 'hold: ファイル {path} がありません',
  'hold-without-deleted':
    '{file} は削除された投稿と編集前の本文の保存を求めています。--with-deleted を付けてください。法的保存によらないアーカイブを書き出すには --no-hold を付けてください',
  'hold-with-redaction':
    '{file} は本文をそのまま保存することを求めていますが、--redact-secrets は本文を変えます。法的保存のアーカイブは --redact-secrets なしで書き出してください',
  'hold-of-bulk-export':
    '{file} は削除された投稿と編集前の本文の保存を求めていますが、バルクエクスポートには含まれていません。データベースから読み取ってください',
  'hold-channels-left-out':
    '{file} の対象の投稿があるチャンネル {count} 個が、このアーカイブに含まれません ({channels})。--include と --channels で選んでください。法的保存によらないアーカイブを書き出すには --no-hold を付けてください',
  'hold-outside-range':
    '{file} の対象の投稿と本文 {count} 件が --from と --to の範囲の外にあります。範囲の指定を外してください',
  'hold-of-others':
    '{file} の対象の投稿と本文 {count} 件は --person の人以外のものです。--person を外してください',
  'hold-site-without-deleted':
    '{path} は {file} の法的保存を満たしていません: --with-deleted なしで書き出されています',
  'hold-site-redacted':
    '{path} は {file} の法的保存を満たしていません: --redact-secrets を付けて書き出されています',
  'hold-unbalanced':
    'アーカイブが法的保存を満たしていません: 対象の投稿と本文 {read} 件に対し、書き出したか理由があって除外したのは {written} 件です',
  'hold-left-out': 'このアーカイブは、設定にある法的保存によらずに書き出されます (--no-hold)',
  'hold-not-checked':
    '{path} は法的保存のために書き出されたものですが、今回の検証には一覧が指定されていません。法的保存を確認するには --hold を付けてください',
};
