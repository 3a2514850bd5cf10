import type { PLAN_NOTICES } from '../../errors/notice-codes.ts';
import { consentNotices } from './notices-consent.ts';

/** Problems of plans and the team's files. */
export const planNotices: Readonly<Record<keyof typeof PLAN_NOTICES, string>> = {
  ...consentNotices,
  'in-line': '{file} の {line} 行目: {problem}',
  'table-empty': '{file}: 空です。見出しの行が必要です',
  'table-unreadable': '{file}: CSV として読み取れません ({reason})',
  'table-encoding': '{file}: UTF-8 でも CP932 でもありません。「CSV UTF-8」で保存してください',
  'columns-missing': '列 {columns} がありません',
  'cell-count': 'セルが {count} 個あります。{expected} 個にしてください',
  'cell-empty': '空のセルがあります',
  'cell-unknown': "{column} が '{word}' です。次のいずれかにしてください: {expected}",
  'cell-not-yes-or-no': "{column} が '{word}' です。yes か no にしてください",
  'pending-change-unknown': "変更の種類 '{change}' は不明です",
  'username-missing': 'username がありません',
  'id-missing': 'id がありません',
  'line-repeated': "'{name}' はすでに {line} 行目にあります",
  'name-mapped-twice': "'{name}' が 2 回あります",
  'mapped-account-wrong':
    "'{account}' は使えません。Slack のメンバー ID かメールアドレスにしてください",
  'mapped-account-missing':
    "people.mapping: '{name}' は '{account}' とありますが、ワークスペースにそのメンバーはいません",
  'username-unknown': "'{username}' というユーザーはいません",
  'account-needs-match':
    "slack_id を '{account}' にするには action を match にしてください。不要なら slack_id を空にしてください",
  'email-missing': '{username} にはメールアドレスがなく、招待できません',
  'email-undeliverable': '{username} は招待できません: {fault}',
  'address-blank-inside': 'メールアドレスの途中に空白か見えない文字があります',
  'address-no-at': 'メールアドレスに @ がありません',
  'address-two-ats': 'メールアドレスに @ が 2 つ以上あります',
  'address-bad-name': 'メールアドレスの @ より前が正しくありません',
  'address-no-dot': 'メールアドレスの @ より後にドットがありません',
  'address-bad-domain': 'メールアドレスのドメインが正しくありません',
  'address-reserved-domain': 'メールアドレスのドメインは外からのメールを受け取れません',
  'person-changed':
    '{username}: 投稿は前の実行では {before}、今回は {now} のものになります。メッセージの投稿者は変えられないため、users.csv か計画を元に戻すか、最初からやり直してください',
  'person-of-its-own': '別の人',
  'person-of': '{username} と同じ人 (same-as)',
  'archive-of-other-people':
    '{name} を作成したときは、users.csv か計画の same-as が今と異なっていました。投稿者とメンバーの差異はそのためです',
  'people-with-inactive':
    '使用中のアカウント {count} 件が、無効なアカウントと同じ人になっています。Slack ではその人が無効になるため、same-as の行を逆にしてください: {people}',
  'same-as-nobody': 'action の same-as には、後ろにユーザー名が必要です: same-as ユーザー名',
  'same-as-ambiguous': 'same-as {username}: このユーザー名のアカウントが複数あります',
  'same-as-itself': 'アカウントを自分自身と同じ人にはできません',
  'same-as-bot': '{username} はボットです。ボットはほかのアカウントと同じ人にできません',
  'same-as-skipped':
    'same-as {username}: {username} は移行しません (skip)。移行するアカウントを選んでください',
  'same-as-circle': 'same-as {username}: 指定が循環しています。アカウントを 1 つ残してください',
  'same-as-chain':
    'same-as {username}: {username} も same-as {other} です。same-as {other} と書いてください',
  'match-needs-account':
    'action が match なら slack_id が必要です。同じメールアドレスのアカウントはありません',
  'account-missing': "ワークスペースにメンバー '{account}' はいません",
  'account-wrong':
    "'{account}' は Slack のアカウントを示していません。メンバー ID (U0123ABCD など) かメールアドレスにしてください",
  'account-shared': '{first} と {second} がどちらも {account} になります。一方を変えてください',
  'channel-id-unknown': "ID が '{id}' のチャンネルはありません",
  'channel-name-shared':
    '#{name} に 2 つのチャンネル {first} と {second} が入ることになります。一方の名前を変えてください',
  'visibility-refused':
    '種類が {type} の会話は、Slack で {visibility} にできません。{expected} にしてください',
  either: '{first} か {second}',
  'channel-name-wrong':
    "'{name}' は Slack のチャンネル名に使えません。小文字で、空白と記号を使わず、{max} 文字以内にしてください",
  'channel-name-exists':
    '#{name} はすでにワークスペースにあります。別の名前にするか、action を merge にしてください',
  'merge-needs-name': 'action が merge なら、slack_name にチャンネル名が必要です',
  'channel-not-seen': 'トークンで参照できるチャンネルに {channel} はありません',
  'channel-archived-there':
    '{channel} はワークスペースでアーカイブ済みです。アーカイブを解除するか、別のチャンネルにしてください',
  'merge-into-public': '種類が {type} の会話は、公開チャンネル #{name} に統合できません',
  'plan-not-json': '{file}: JSON として読み取れません',
  'plan-is-none': '{file}: mm2slack の計画ではありません',
  'plan-newer':
    '{file}: バージョンは {version} ですが、{expected} が必要です。新しい mm2slack で作成されています。この mm2slack で計画を作り直してください',
  'plan-older':
    '{file}: バージョンは {version} ですが、{expected} が必要です。古い mm2slack で作成されています。この mm2slack で計画を作り直してください',
  'plan-field-wrong': '{file}: {field} の値が正しくありません ({problem})',
  'plan-no-longer-fits': '{file} は移行元の現状と合いません。計画を作り直してください:',
  'plan-of-other-workspace':
    '{file}: ワークスペース {known} の計画ですが、トークンは {teamId} のものです。{known} のトークンを設定するか、--target slack で計画を作り直してください',
  'plan-difference': '・{difference}',
  'about-channel': 'チャンネル {channel}: {what}',
  'about-person': 'ユーザー {person}: {what}',
  'planned-channel-gone': '計画では {action} ですが、移行元にこのチャンネルはもうありません',
  'planned-person-gone': '計画では {action} ですが、移行元にこのアカウントはもうありません',
  'planned-otherwise': '計画では {planned} ですが、移行元では {now} です',
  'planned-archived': '計画ではアーカイブ済みですが、移行元ではアーカイブされていません',
  'planned-not-archived': '計画ではアーカイブされていませんが、移行元ではアーカイブ済みです',
  'planned-state': '計画では {state} ({action}) ですが、移行元では {now} です',
  'planned-address': '計画では {planned} を招待しますが、移行元では {now} です',
  'channel-renamed-since':
    '{name} ({displayName}) に名前が変わりました。計画の名前 #{slackName} のままにします',
  'renamed-since': '名前が変わりました。計画の名前のままにします',
  'header-changed': 'ヘッダーが変わりました',
  'purpose-changed': '目的が変わりました',
  'username-changed': 'ユーザー名が {username} に変わりました',
  'full-name-changed': '氏名が変わりました',
  'new-since-plan': '計画の後に加わりました ({rule})',
  'not-selected-by-plan': '計画の範囲に入っていません。範囲を狭めるか、計画を作り直してください',
  'account-deactivated': 'Slack のアカウントが無効です',
  'public-and-other-merged': '公開の会話と公開でない会話が、このチャンネルに統合されます',
  'name-taken': '同じ名前のチャンネルがワークスペースにあります',
  'own-name-taken':
    'ワークスペースにはすでに #{name} がありますが、統合できません。channels.csv を参照してください',
  'merge-target-archived': 'ワークスペースのチャンネルはアーカイブ済みです',
  'private-merge-by-import': 'インポートでは、既存の非公開チャンネルに書き込めません',
  'hidden-channels':
    'アプリが参加していない非公開チャンネルの名前も使用済みです。channels.takenNames に書いてください。replay では自動的に次の名前を使います',
  'people-not-listed':
    'ユーザー名が空か、ほかの人と同じか、表計算ソフトで失われるため users.csv にない人がいます。規則に従って決定します: {ids}',
  'more-people-not-listed':
    'ユーザー名が空か、ほかの人と同じか、表計算ソフトで失われるため users.csv にない人がいます。規則に従って決定します: {ids} ほか {count} 人',
  'addresses-undeliverable':
    '有効なユーザー {count} 人のメールアドレスには招待が届かないため、名前だけを移します。理由は users.csv にあります: {people}',
  'lists-missing':
    '{folder} に users.csv も channels.csv もありません。先に mm2slack plan を実行してください',
  'lists-need-terminal':
    '--no-browser は端末で質問しますが、端末がありません。オプションを外すか、一覧を表計算ソフトで編集してください',
  'people-share-address':
    '{count} 件のアカウントが、大文字と小文字、空白を除いて同じメールアドレスを使っています。同じ人なら、users.csv で 1 つを残し、ほかの action を same-as ユーザー名 にしてください: {people}',
  'direct-messages-alike':
    'same-as の結果、ほかと同じ人どうしになるダイレクトメッセージが {count} 件あります。アーカイブではそれぞれ別の ID ですが、Slack で 1 つに見えるかもしれません。リハーサルで確認してください',
};
