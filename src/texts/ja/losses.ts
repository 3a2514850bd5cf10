import type { losses as en } from '../en/losses.ts';

export const losses: typeof en = {
  unknown_author: {
    name: '投稿者が不明',
    message: '投稿者が users テーブルにありません。仮の名前で移します。',
    hint: '名前が必要なら、仮の名前にある Mattermost のユーザー ID から調べてください。',
  },
  thread_root_lost: {
    name: 'スレッドの先頭がない',
    message:
      '返信先のスレッドの先頭が存在しないか、削除済み、別のチャンネル、期間外、または Slack に拒否された投稿です。単独のメッセージとして移します。',
    hint: '',
  },
  reply_older_than_root: {
    name: '先頭より古い返信',
    message:
      'Mattermost での返信の時刻が、スレッドの先頭より前です。Slack のスレッドは必ず先頭の投稿から始まるため、アーカイブではこの返信に先頭の投稿の時刻を付けます。',
    hint: '多くは、一括インポートで時刻が正しく入らなかった行です。元の時刻と付けた時刻の両方を記録します。API で送った場合は、スレッドに入り、本来の時刻も表示されます。以前のバージョンで送ったものは、単独のメッセージになっていることがあります。',
  },
  sent_again: {
    name: '再送',
    message:
      'メッセージまたはファイルが Slack になかったため、修復で再送しました。チャンネルやスレッドの中では、後のメッセージより下に表示されます。',
    hint: '',
  },
  thread_root_sent_again: {
    name: 'スレッドの先頭の再送',
    message:
      '返信先のスレッドの先頭が Slack になかったため、修復で新しいメッセージとして再送しました。返信は元のスレッドに残ります。',
    hint: '',
  },
  props_unreadable: {
    name: 'Props を読み取れない',
    message: '投稿の Props 列が JSON として読み取れません。通常のメッセージとして移します。',
    hint: '連携の投稿なら、データベースの行を確認してください。',
  },
  character_replaced: {
    name: '文字の置き換え',
    message:
      '投稿のテキスト (本文、アタッチメント、ファイル名、リアクション名) に、読み取れない文字や JSON で扱えない文字 (NUL や壊れたサロゲート) があり、U+FFFD になっています。',
    hint: '',
  },
  encoding_repaired: {
    name: '文字化けの修復',
    message:
      'データベースで文字化けしていた投稿のテキスト (UTF-8 が latin1 として読み込まれたもの) を、source.repairEncoding に従って元に戻しました。',
    hint: '投稿を何件か Mattermost と比較してください。意図的にそう書かれたテキストも変換されます。',
  },
  topic_cut: {
    name: 'トピックの切り詰め',
    message: 'チャンネルのヘッダーまたは目的が Slack の {max} 文字を超えるため、切り詰めました。',
    hint: '全文はチャンネルの投稿か canvas に残してください。',
  },
  file_rows_missing: {
    name: 'ファイルの行がない',
    message: '投稿が参照するファイルの行がデータベースにないため、移行できません。',
    hint: 'データベースのバックアップを探してください。',
  },
  legacy_files: {
    name: '古い形式のファイル',
    message: 'ファイルの行がなく、古い Filenames 列にだけ記録されているため、パスから探しました。',
    hint: '',
  },
  channel_unknown: {
    name: 'チャンネルが不明',
    message: '投稿の属するチャンネルの行がないため、対象外にしました。',
    hint: 'データベースのバックアップを探してください。',
  },
  id_missing: {
    name: 'ID のない行',
    message: 'データベースの行に ID がなく、どこからも参照できないため、対象外としました。',
    hint: 'Mattermost が書いた行ではありません。移すには、重複しない ID を付けてください。',
  },
  id_doubled: {
    name: 'ID の重複',
    message:
      '同じテーブルに、同じ ID の行が複数あります。内容も同じ行は 1 行として扱い、内容が異なる行は区別できないため、すべて対象外としました。',
    hint: '復元を 2 回実行したなどの理由で、テーブルの主キーが失われています。余分な行を削除してから、もう一度実行してください。',
  },
  file_missing: {
    name: 'ファイルの実体がない',
    message:
      'ファイルストアにファイルの実体がありません。メッセージにその旨を書き、名前とサイズだけを移します。',
    hint: 'ファイルストアのバックアップを探してください。',
  },
  file_path_refused: {
    name: 'ファイルのパスが不正',
    message: 'ファイルのパスがファイルストアの外を指すため、読み取りませんでした。',
    hint: 'データベースの行を確認してください。',
  },
  file_over_limit: {
    name: 'ファイルが大きすぎる',
    message: 'ファイルが Slack の上限 {max} GB を超えます。名前とサイズだけを移します。',
    hint: '別の場所に置き、リンクを投稿してください。',
  },
  file_size_differs: {
    name: 'ファイルのサイズの差異',
    message: 'ファイルストアにあるファイルのサイズがデータベースの記録と違います。',
    hint: 'ファイルストアのバックアップと比較してください。',
  },
  emoji_unknown: {
    name: '未知の絵文字',
    message:
      '本文またはリアクションの絵文字が、Slack にも旧サーバーのカスタム絵文字にもありません。名前は残ります。',
    hint: 'この名前の絵文字を Slack に追加してください。',
  },
  emoji_shadowed: {
    name: '表示されない絵文字',
    message:
      'カスタム絵文字の名前が標準絵文字と同じです。Mattermost は標準の方を表示するため、移したメッセージも標準の絵文字になります。',
    hint: '必要なら、別の名前で Slack に追加してください。',
  },
  post_type_unknown: {
    name: '未知の投稿の種類',
    message: '未知の種類の投稿です。保存された本文を、通常のメッセージとして移します。',
    hint: 'Mattermost で投稿を確認してください。その種類に固有の表示は移行しません。',
  },
  attachment_actions_dropped: {
    name: 'ボタンの削除',
    message: 'アタッチメントのボタンとメニューは、旧サーバーを呼び出すため除きました。',
    hint: '引き続き必要なら、Slack で連携を設定してください。',
  },
  attachment_address_dropped: {
    name: 'アタッチメントの URL',
    message:
      'アタッチメントの URL (リンク、画像、アイコン) が相対 URL か、http(s) 以外のため除きました。文字は残ります。',
    hint: '',
  },
  attachment_value_dropped: {
    name: 'アタッチメントの値の削除',
    message:
      'アタッチメントの値の種類が正しくありません (文字やリストの代わりにオブジェクトなど)。Mattermost に表示されないか、トークンを含むかもしれないため除きました。',
    hint: 'Mattermost で投稿を見て、書き込んだ連携を確認してください。',
  },
  attachments_over_limit: {
    name: 'アタッチメントが多すぎる',
    message: 'アタッチメントが Slack の上限 (1 件に {max} 個) を超えます。残りは除きました。',
    hint: 'Mattermost で投稿を見て、重要なものは別のメッセージにしてください。',
  },
  heading_as_bold: {
    name: '見出しを太字に',
    message: '見出しは太字の行になりました。Slack の本文に見出しはありません。',
    hint: '',
  },
  image_as_link: {
    name: '画像をリンクに',
    message: '本文中の画像は、画像へのリンクになりました。',
    hint: '元の URL が使えなくなった後も残したい画像は、Slack にアップロードしてください。',
  },
  link_title_dropped: {
    name: 'リンクの説明の削除',
    message:
      'リンクにカーソルを合わせたときの説明 (title) は除きました。Slack のリンクにはありません。',
    hint: '',
  },
  link_as_text: {
    name: 'リンクを文字に',
    message: 'Slack が受け付けない URL (相対 URL、スクリプト) のリンクは文字になりました。',
    hint: 'URL がまだ有効なら、投稿を編集してください。',
  },
  quote_nesting_flattened: {
    name: '引用の入れ子',
    message:
      '引用の中の引用は、外側の引用の中で > の付いた行になりました。Slack の引用は 1 段だけです。',
    hint: '',
  },
  list_nesting_flattened: {
    name: '箇条書きの入れ子',
    message: '{max} 段を超える箇条書きは {max} 段目に置きました。',
    hint: '',
  },
  list_number_changed: {
    name: '番号の変更',
    message: '0 から始まる番号付きリストは 1 から始まります。Slack では 1 より小さくできません。',
    hint: '',
  },
  table_as_text: {
    name: '表を文字に',
    message:
      '表は桁をそろえた文字になりました。slack.tables が表を文字にする設定か、Slack の上限を超える表、投稿の 2 つ目以降の表、引用の中の表です。',
    hint: '',
  },
  latex_as_code: {
    name: '数式をコードに',
    message: 'Mattermost が数式として表示していたものは、LaTeX のソースになりました。',
    hint: '',
  },
  group_mention_as_text: {
    name: 'グループへのメンション',
    message: 'ユーザーグループへのメンションは文字になりました。Slack にそのグループはありません。',
    hint: '今後のために、同じ名前のユーザーグループを Slack に作成してください。',
  },
  permalink_kept: {
    name: '旧サーバーへのリンク',
    message: '本文に旧サーバーの投稿やチャンネルへのリンクがあります。リンクはそのままです。',
    hint: 'アーカイブの post-index.csv でメッセージを探すか、--rewrite-permalinks でリンクを書き換えてください。',
  },
  preview_not_public: {
    name: '非公開の投稿のプレビュー',
    message: 'リンク先の投稿が公開でないため、そのプレビューを除きました。',
    hint: 'リンクは残ります。閲覧権限のある人はアーカイブの post-index.csv で探せます。',
  },
  reactions_as_text: {
    name: 'リアクションを文字に',
    message:
      'リアクションはメッセージの下の 1 行になりました。アプリもテキストインポートも、ほかの人の代わりにリアクションできません。',
    hint: '',
  },
  reactions_as_app: {
    name: 'リアクションをアプリの名前で',
    message:
      'リアクションはアプリのものになりました。アプリはほかの人の代わりにリアクションできません。',
    hint: '',
  },
  reactions_dropped: {
    name: 'リアクションの削除',
    message: 'replay.reactions の設定により、リアクションを除きました。',
    hint: '',
  },
  channel_name_changed: {
    name: 'チャンネル名の変更',
    message:
      '名前が使用済みか、使えない文字を含むため、Slack がその名前を受け付けませんでした。別の名前にしました。',
    hint: 'Slack でチャンネル名を変更してください。',
  },
  bookmark_dropped: {
    name: 'ファイルのブックマーク',
    message:
      'ファイルを指すチャンネルのブックマークを除きました。Slack のブックマークはリンクだけです。',
    hint: 'ファイルがチャンネルに入ったら、リンクを手動で追加してください。',
  },
  canvas_left_out: {
    name: 'canvas の対象外',
    message:
      'ボードまたはプレイブックの実行は canvas に入りません。チャンネルに属していない、アーカイブ済みのチャンネルに属する、公開チャンネルに属する限定のもの、または長すぎるためです。Slack で編集された canvas と、元のページがなくなった canvas は更新しません。',
    hint: 'ページは作業ディレクトリの boards/ または playbooks/ にあります。',
  },
  member_kept: {
    name: 'チャンネルに残ったユーザー',
    message:
      'Mattermost でチャンネルから退出したユーザーが、Slack ではメンバーのままで、内容を参照できます。Slack が削除を恒久的に拒否したためです。メンバー ID と Slack のエラーコードを併記しています。',
    hint: 'ワークスペースのオーナーに、チャンネルからの削除を依頼してください。',
  },
  refused_by_slack: {
    name: 'Slack による拒否',
    message: 'Slack が恒久的に拒否しました。Slack のエラーコードを併記しています。',
    hint: 'docs.slack.dev でエラーコードの意味を調べ、必要なものは手動で追加してください。',
  },
  table_refused: {
    name: '表の拒否',
    message: 'Slack がメッセージの表を拒否したため、表の各行を文字列の行として書きました。',
    hint: '',
  },
  blocks_refused: {
    name: '書式の拒否',
    message:
      'Slack がメッセージの書式またはアタッチメントを拒否したため、テキストだけで送りました。元の日時、アタッチメント、リアクションは本文の下に書いてあります。',
    hint: '',
  },
  file_not_delivered: {
    name: '移さないファイル',
    message:
      'files.deliver の設定によりファイルの実体は移さず、名前とサイズをメッセージに書きました。',
    hint: '',
  },
  account_missing: {
    name: 'アカウントがない',
    message:
      '計画でその人に割り当てたアカウントがワークスペースにありません。メッセージには名前が付きますが、チャンネルのメンバーには追加していません。',
    hint: 'その人を招待するか、別のアカウントを割り当ててから、plan と replay をもう一度実行してください。',
  },
  file_message_missing: {
    name: 'ファイルのメッセージがない',
    message: 'ファイルの属するメッセージがワークスペースにないため、アップロードしませんでした。',
    hint: 'replay か adopt を実行してから、もう一度 files を実行してください。',
  },
  emoji_missing: {
    name: '絵文字の画像がない',
    message: 'カスタム絵文字の画像がファイルストアにありません。',
    hint: 'ファイルストアのバックアップを探してください。',
  },
  emoji_too_large: {
    name: '大きすぎる絵文字',
    message: 'カスタム絵文字の画像が Slack の上限 {max} KB を超えます。',
    hint: 'emoji フォルダーの画像を小さくしてから追加してください。',
  },
  emoji_wrong_type: {
    name: '絵文字の画像形式',
    message: 'カスタム絵文字の画像が PNG、GIF、JPEG のいずれでもありません。',
    hint: 'emoji フォルダーの画像を変換してから追加してください。',
  },
  file_too_large_or_empty: {
    name: '大きすぎるファイル、空のファイル',
    message:
      'Slack は空のファイルと {max} GB を超えるファイルを受け付けません。ファイルは移していません。',
    hint: '別の場所に置き、リンクを投稿してください。',
  },
  edit_refused: {
    name: '受け付けられなかった編集',
    message: 'Slack がメッセージの編集を受け付けず、以前の文面のままです。',
    hint: '新しい文面を返信として投稿してください。Slack のエラーコードを併記しています。',
  },
  edit_grew: {
    name: '編集で長くなった投稿',
    message:
      '編集で投稿が 1 メッセージより長くなりました。後にほかのメッセージが続くため、増えた部分はスレッドに入ります。',
    hint: '',
  },
  edit_mark_dropped: {
    name: '編集済みの印',
    message:
      '投稿が編集されたことを示す印を除きました。API で投稿したメッセージやテキストインポートのメッセージには付きません。',
    hint: '',
  },
  secret_redacted: {
    name: '認証情報の伏せ字',
    message:
      '--redact-secrets の指定により、本文にある認証情報を、その種類を示す印に置き換えました。',
    hint: 'すでに多くの人が閲覧でき、旧サーバーにも残っています。失効させて発行し直してください。',
  },
  file_holds_secret: {
    name: '認証情報のあるファイル',
    message:
      'テキストファイルに認証情報があります。--redact-secrets の指定により移さず、メッセージにその旨を書きました。',
    hint: '認証情報を失効させ、ファイルから取り除いてからアップロードし直してください。',
  },
  text_cut: {
    name: '本文の切り詰め',
    message:
      '本文が、1 つの投稿から作成できるメッセージの数に収まらないか、全文を Slack が拒否しました。末尾を切り捨てました。',
    hint: 'Mattermost かデータベースで投稿を読んでください。',
  },
  thread_as_text: {
    name: '文字になったスレッド',
    message:
      '返信は「↳ 相手の名前」で始まるチャンネルのメッセージになりました。Slack のテキストインポートにはスレッドがありません。',
    hint: '',
  },
  attachment_as_text: {
    name: '文字になったアタッチメント',
    message:
      'アタッチメントは本文の行になりました。Slack のテキストインポートにはアタッチメント、色、画像がありません。',
    hint: '',
  },
  pin_dropped: {
    name: 'ピン留めの解除',
    message:
      'ピン留めされた投稿は Slack ではピン留めされません。Slack のテキストインポートにはピン留めがありません。',
    hint: 'Slack で手動でピン留めしてください。',
  },
  channel_details_dropped: {
    name: 'チャンネルの詳細',
    message:
      'Slack のテキストインポートにはメンバー、トピック、説明、アーカイブ状態がなく、時刻は秒単位です。',
    hint: '手動で設定するものは import-checklist.md にあります。',
  },
  empty_message: {
    name: '空のメッセージ',
    message: 'メッセージに表示できる内容がない投稿のため、移していません。',
    hint: '',
  },
  burn_on_read: {
    name: '閲覧者が限られた投稿',
    message:
      '開封後に消える投稿 (burn-on-read) や、特定の人だけに表示される投稿 (「自分だけに表示」、隔離された投稿の報告) は、ファイルとともに移していません。',
    hint: '必要であれば、投稿者に Slack でもう一度送ってもらってください。',
  },
};
