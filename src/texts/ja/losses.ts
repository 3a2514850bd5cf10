import type { LossCode } from '../../mapping/losses.ts';
import type { LossText } from '../plan-types.ts';

/** LOSS_CATALOGUE in Japanese, with a short name for charts. */
export const LOSS_TEXTS_JA: Readonly<Record<LossCode, LossText & { readonly name: string }>> = {
  unknown_author: {
    name: '投稿者が不明',
    says: '投稿者が users テーブルにありません。仮の名前で移します。',
    advice: '名前が必要なら、仮の名前にある Mattermost のユーザー ID から調べてください。',
  },
  thread_root_lost: {
    name: 'スレッドの先頭がない',
    says: '返信先のスレッドの先頭が、ない・削除済み・別のチャンネル・期間外・Slack による拒否のいずれかです。単独のメッセージとして移します。',
    advice: '',
  },
  props_unreadable: {
    name: 'Props を読めない',
    says: '投稿の Props 列が JSON として読めません。ふつうのメッセージとして移します。',
    advice: '連携アプリの投稿なら、データベースの行を確かめてください。',
  },
  character_replaced: {
    name: '文字の置き換え',
    says: 'JSON で扱えない文字（NUL や壊れたサロゲート）を置き換えました。',
    advice: '',
  },
  topic_cut: {
    name: 'トピックの切り詰め',
    says: 'チャンネルのヘッダーまたは目的が Slack の 250 文字を超えるため、切り詰めました。',
    advice: '全文はチャンネルの投稿か canvas に残してください。',
  },
  file_rows_missing: {
    name: 'ファイルの行がない',
    says: '投稿が挙げるファイルの行がデータベースにないため、移せません。',
    advice: 'データベースのバックアップを探してください。',
  },
  legacy_files: {
    name: '古い形式のファイル',
    says: 'ファイルが古い Filenames 列にだけあり、自分の行を持たないため、パスから探しました。',
    advice: '',
  },
  channel_unknown: {
    name: 'チャンネルが不明',
    says: '投稿の属するチャンネルの行がないため、対象外にしました。',
    advice: 'データベースのバックアップを探してください。',
  },
  file_missing: {
    name: 'ファイルの実体がない',
    says: '保存先にファイルの実体がありません。メッセージにその旨を書き、名前と大きさだけを移します。',
    advice: 'ファイル保存先のバックアップを探してください。',
  },
  file_path_refused: {
    name: 'ファイルのパスが不正',
    says: 'ファイルのパスが保存先の外を指すため、読みませんでした。',
    advice: 'データベースの行を確かめてください。',
  },
  file_over_limit: {
    name: 'ファイルが大きすぎる',
    says: 'ファイルが Slack の上限 1 GB を超えます。名前と大きさだけを移します。',
    advice: '別の場所に置き、リンクを投稿してください。',
  },
  file_size_differs: {
    name: 'ファイルの大きさの違い',
    says: '保存先のファイルの大きさがデータベースの記録と違います。',
    advice: 'ファイル保存先のバックアップと見比べてください。',
  },
  emoji_unknown: {
    name: '未知の絵文字',
    says: '本文またはリアクションの絵文字が、Slack にも旧サーバーのカスタム絵文字にもありません。名前は残ります。',
    advice: 'この名前の絵文字を Slack に追加してください。',
  },
  post_type_unknown: {
    name: '未知の投稿の種類',
    says: '未知の種類の投稿です。保存された本文を、ふつうのメッセージとして移します。',
    advice: 'Mattermost で投稿を見てください。その種類に固有の表示は移りません。',
  },
  attachment_actions_dropped: {
    name: 'ボタンの削除',
    says: 'アタッチメントのボタンとメニューは、旧サーバーを呼び出すため除きました。',
    advice: '引き続き必要なら、Slack で連携を設定してください。',
  },
  attachment_address_dropped: {
    name: 'アタッチメントのアドレス',
    says: 'アタッチメントのアドレス（リンク・画像・アイコン）が相対か Web のものでないため除きました。文字は残ります。',
    advice: '',
  },
  attachments_over_limit: {
    name: 'アタッチメントが多すぎる',
    says: 'アタッチメントが Slack の上限（1 件に 100 個）を超えます。残りは除きました。',
    advice: 'Mattermost で投稿を見て、大事なものは別のメッセージにしてください。',
  },
  heading_as_bold: {
    name: '見出しを太字に',
    says: '見出しは太字の行になりました。Slack の本文に見出しはありません。',
    advice: '',
  },
  image_as_link: {
    name: '画像をリンクに',
    says: '本文中の画像は、画像へのリンクになりました。',
    advice: '元のアドレスがなくなった後も残したい画像は、Slack にアップロードしてください。',
  },
  link_title_dropped: {
    name: 'リンクの説明の削除',
    says: 'リンクに重ねて出る説明は除きました。Slack のリンクにはありません。',
    advice: '',
  },
  link_as_text: {
    name: 'リンクを文字に',
    says: 'Slack が受け付けないアドレス（相対、スクリプト）のリンクは文字になりました。',
    advice: 'アドレスがまだ有効なら、投稿を編集してください。',
  },
  quote_nesting_flattened: {
    name: '引用の入れ子',
    says: '引用の中の引用は、外側の引用の中で `>` の付いた行になりました。Slack の引用は一段だけです。',
    advice: '',
  },
  list_nesting_flattened: {
    name: '箇条書きの入れ子',
    says: '九段を超える箇条書きは九段目に置きました。',
    advice: '',
  },
  list_number_changed: {
    name: '番号の変更',
    says: '0 から始まる番号付きリストは 1 から始まります。Slack では 1 より小さくできません。',
    advice: '',
  },
  table_as_text: {
    name: '表を文字に',
    says: '表は位置をそろえた文字になりました。Slack の上限を超えるか、投稿の二つ目以降の表か、引用の中の表です。',
    advice: '',
  },
  latex_as_code: {
    name: '数式をコードに',
    says: 'Mattermost が描いていた数式は、LaTeX のソースになりました。',
    advice: '',
  },
  group_mention_as_text: {
    name: 'グループへのメンション',
    says: 'ユーザーグループへのメンションは文字になりました。Slack はそのグループを知りません。',
    advice: '今後のために、同じ名前のユーザーグループを Slack に作ってください。',
  },
  permalink_kept: {
    name: '旧サーバーへのリンク',
    says: '本文に旧サーバーの投稿やチャンネルへのリンクがあります。リンクはそのままです。',
    advice:
      'post-index.csv でメッセージを探すか、--rewrite-permalinks でリンクを書き換えてください。',
  },
  preview_not_public: {
    name: '非公開の投稿のプレビュー',
    says: 'リンク先の投稿が公開でないため、そのプレビューを除きました。',
    advice: 'リンクは残ります。見てよい人は post-index.csv で探せます。',
  },
  reactions_as_text: {
    name: 'リアクションを文字に',
    says: 'リアクションはメッセージの下の一行になりました。アプリは他の人の代わりにリアクションできません。',
    advice: '',
  },
  reactions_as_app: {
    name: 'リアクションをアプリの名で',
    says: 'リアクションはアプリのものになりました。アプリは他の人の代わりにリアクションできません。',
    advice: '',
  },
  reactions_dropped: {
    name: 'リアクションの削除',
    says: 'replay.reactions の設定により、リアクションを除きました。',
    advice: '',
  },
  channel_name_changed: {
    name: 'チャンネル名の変更',
    says: '名前が使用済みか、使えない文字を含むため、Slack がその名前を受け付けませんでした。別の名前にしました。',
    advice: 'Slack でチャンネル名を変更してください。',
  },
  bookmark_dropped: {
    name: 'ファイルのブックマーク',
    says: 'ファイルを指すチャンネルのブックマークを除きました。Slack のブックマークはリンクだけです。',
    advice: 'ファイルがチャンネルに入ったら、リンクを手で追加してください。',
  },
  refused_by_slack: {
    name: 'Slack による拒否',
    says: 'Slack が受け付けませんでした。Slack の返した語を併記しています。',
    advice: 'docs.slack.dev で語の意味を調べ、必要なものは手で追加してください。',
  },
  file_not_delivered: {
    name: '移さないファイル',
    says: 'files.deliver の設定によりファイルの実体は移さず、名前と大きさをメッセージに書きました。',
    advice: '',
  },
  file_message_missing: {
    name: 'ファイルのメッセージがない',
    says: 'ファイルの属するメッセージがワークスペースにないため、アップロードしませんでした。',
    advice: 'replay か adopt を実行してから、もう一度 files を実行してください。',
  },
  emoji_missing: {
    name: '絵文字の画像がない',
    says: 'カスタム絵文字の画像が保存先にありません。',
    advice: 'ファイル保存先のバックアップを探してください。',
  },
  emoji_too_large: {
    name: '大きすぎる絵文字',
    says: 'カスタム絵文字の画像が Slack の上限 128 KB を超えます。',
    advice: 'emoji フォルダーの画像を小さくしてから追加してください。',
  },
  emoji_wrong_type: {
    name: '絵文字の画像形式',
    says: 'カスタム絵文字の画像が PNG、GIF、JPEG のいずれでもありません。',
    advice: 'emoji フォルダーの画像を変換してから追加してください。',
  },
  file_too_large_or_empty: {
    name: '大きすぎる・空のファイル',
    says: 'Slack は 0 バイトのファイルと 1 GB を超えるファイルを受け付けません。ファイルを除きました。',
    advice: '別の場所に置き、リンクを投稿してください。',
  },
  edit_refused: {
    name: '受け付けられなかった編集',
    says: 'Slack がメッセージの編集を受け付けず、以前の文面のままです。',
    advice: '新しい文面を返信として投稿してください。Slack の返した語を併記しています。',
  },
  edit_grew: {
    name: '編集で長くなった投稿',
    says: '編集で投稿が1メッセージより長くなりました。後に他のメッセージが続くため、増えた部分はスレッドに入ります。',
    advice: '',
  },
  edit_mark_dropped: {
    name: '編集済みの印',
    says: '投稿が編集されたことを示す印を除きました。API で投稿したメッセージには付きません。',
    advice: '',
  },
  secret_redacted: {
    name: '認証情報の伏せ字',
    says: '--redact-secrets の指定により、本文にある認証情報を、その種類を示す印に置き換えました。',
    advice:
      '多くの人が目にしたもので、旧サーバーにも残っています。無効にして発行し直してください。',
  },
  file_holds_secret: {
    name: '認証情報のあるファイル',
    says: 'テキストファイルに認証情報があります。--redact-secrets の指定により移さず、メッセージにその旨を書きました。',
    advice: '認証情報を無効にし、ファイルから取り除いてからアップロードし直してください。',
  },
  text_cut: {
    name: '本文の切り詰め',
    says: '本文が、一つの投稿から作れるメッセージの数に収まりません。終わりを切りました。',
    advice: 'Mattermost かデータベースで投稿を読んでください。',
  },
};
