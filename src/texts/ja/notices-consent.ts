import type { CONSENT_NOTICES } from '../../errors/consent-notice-codes.ts';

/** Problems of the list of direct and group messages whose people agreed to the move. */
export const consentNotices: Readonly<Record<keyof typeof CONSENT_NOTICES, string>> = {
  'consent-answer-unknown':
    "consent が '{word}' です。次のいずれかにしてください: {expected} (全員が同意したら yes、反対した人がいれば no、全員の回答がそろうまでは ask)",
  'consent-of-other-source':
    '{id} はこの移行元のダイレクトメッセージでもグループメッセージでもありません ({lines} 行中 {count} 行)。会話がなくなった、またはチャンネルに変換された場合は、その行を削除してください。別のサーバーの一覧の場合は、別の場所に移してから mm2slack plan に --include direct,group を付けて実行し、この移行元の一覧を作成してください',
  'consent-of-others':
    '{people} には同意を確認していません (この行に名前がありません)。mm2slack plan に --include direct,group を付け、--consent を付けずに実行して確認し直すか、本人が同意している場合はこの行に名前を追加してください。何も変更していません',
  'consent-file-missing':
    '--consent: ファイル {path} がありません。mm2slack plan に --include direct,group を付けて実行すると、作業ディレクトリに dms.csv が作成されます',
  'consent-without-direct':
    '--consent はダイレクトメッセージとグループメッセージのための一覧ですが、どちらも対象に含まれていません。--include direct,group を加えるか、--consent を外してください',
  'consent-not-of-plan':
    '{file} と計画 {plan} では、移行してよいダイレクトメッセージとグループメッセージが異なります。この一覧で計画を作り直すか、--consent を外して計画に従ってください',
  'consent-followed':
    '{file} に従うダイレクトメッセージとグループメッセージ: 全員が同意したもの {moving} 件。対象に含まれるうち {staying} 件は移行しません',
  'consent-not-followed':
    '{file} には回答が {answers} 件ありますが、この計画では使われていません。対象に含まれるダイレクトメッセージとグループメッセージがすべて移行されます。--consent {file} を指定してください',
  'consent-missing':
    '{place}のダイレクトメッセージとグループメッセージは同意の一覧に従って移行されていますが、今回は一覧が指定されていません。--consent で一覧を指定するか、その一覧で作成した計画を指定してください。何も変更していません',
  'consent-differs':
    '{place}のダイレクトメッセージとグループメッセージは別の同意の一覧に従って移行されています。その一覧を指定してください。ワークスペースの場合は、新しい一覧で mm2slack sync を実行すると、新たに同意された会話を移行し、削除すべき会話を記録します。アーカイブの場合は作り直してください。何も変更していません',
  'consent-withdrawn':
    '全員の同意がないダイレクトメッセージまたはグループメッセージが {count} 件ワークスペースにあります ({channels})。この一覧で mm2slack sync を実行して pending-changes.csv に記録し、これらのチャンネルを手動で削除してください。何も変更していません',
  'consent-changed':
    '全員の同意がないダイレクトメッセージまたはグループメッセージが {count} 件ワークスペースにあります ({channels})。以後は何も送信しません。これらのチャンネルを手動で削除してください。pending-changes.csv にも記録されています',
  'consent-of-chain': '前回のアーカイブ',
  'consent-of-ledger': 'ワークスペース',
};
