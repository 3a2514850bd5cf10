import type { integrations as en } from '../en/integrations.ts';

export const integrations: typeof en = {
  counterparts: {
    'amazon-q': {
      name: 'Amazon Q Developer in chat applications (旧 AWS Chatbot)',
      steps: [
        'AWS のコンソールで「新しいクライアントを設定」から Slack を選び、ワークスペースを許可してワークスペース ID (T…) を控えます',
        'Slack のチャンネルに @Amazon Q を招待し、チャンネル ID (C…) を控えます',
        'slack-apps/amazon-q.cfn.yaml か slack-apps/amazon-q.tf を、2 つの ID、CloudWatch を読み取れるロール、アラームの SNS トピックを指定してデプロイします',
        'コンソールからテストメッセージを送り、届いたら投稿元の Lambda 関数や Webhook を止めます',
      ],
    },
    'github-app': {
      name: 'Slack 用の GitHub アプリ',
      steps: [
        'Slack マーケットプレイスから GitHub をインストールし、/github signin でサインインします',
        'チャンネルに招待します (/invite @github)',
        '/github subscribe OWNER/REPOSITORY に元の購読の項目を付けて実行します。不要な既定の項目は /github unsubscribe で外します',
      ],
    },
    'incoming-webhook': {
      name: 'アプリの Incoming Webhook',
      steps: [
        'api.slack.com/apps で slack-apps/ のマニフェストからアプリを作成します',
        'チャンネルを選んで Webhook を追加し、URL を秘密情報として保管します',
        '送信側の URL を差し替えます。単純な内容 ({"text": …}) はそのまま使えますが、username と channel の指定は効きません',
      ],
    },
    'events-app': {
      name: 'イベントを受けるアプリ、またはメッセージで始まるワークフロー',
      steps: [
        'slack-apps/ のマニフェストからアプリを作成し、イベントを受ける URL を設定します',
        '受信側で Slack の署名を検証し、3 秒以内に応答します',
        'アプリをチャンネルに招待します',
      ],
    },
    'slash-command': {
      name: 'フォームや定型文はワークフロービルダー、プログラムの呼び出しはアプリ',
      steps: [
        'フォーム、チェックリスト、定型の回答: ワークフロービルダーで新しいワークフローを作成し、「Slack 内のリンクから開始」を選びます',
        'ステップを加えます (フォームで情報を集める、回答をチャンネルに送る、リストに行を追加する)',
        '公開してリンクをチャンネルにピン留めします。「/」とワークフロー名でも開始できます',
        'プログラムの呼び出し: slack-apps/ のマニフェストからアプリを作成し、URL を設定し、トークンの代わりに Slack の署名を検証します',
      ],
    },
    'bot-app': {
      name: 'ボットのアプリ',
      steps: [
        'slack-apps/ のマニフェストからアプリを作成してインストールします',
        'ボットトークン (xoxb-…) を秘密情報として、投稿するプログラムに渡します',
        'chat.postMessage で投稿し、ボットをチャンネルに招待します',
      ],
    },
    'oauth-app': {
      name: 'OAuth のアプリ',
      steps: [
        'slack-apps/ のマニフェストからアプリを作成します',
        'リダイレクト先の URL を設定し、サインインの処理を修正します',
      ],
    },
    marketplace: {
      name: 'Slack マーケットプレイスにある同じサービスのアプリ',
      steps: [
        'アプリをインストールし、サービスのアカウントと接続します',
        'チャンネルと通知の種類を選び、届いたら元の Webhook やプラグインを止めます',
      ],
    },
    'mail-address': {
      name: 'チャンネルのメールアドレス (有料プラン)',
      steps: [
        'チャンネルの「インテグレーション」で「このチャンネルにメールを送信する」を選び、メールアドレスを取得します',
        'メールを送るプログラムの宛先に設定し、届いたら元の転送を止めます',
      ],
    },
    reminders: {
      name: 'Slack のリマインダー、または日時で始まるワークフロー',
      steps: [
        '個人用: /remind me to … at … を使います。アプリは不要です',
        'チャンネル用: ワークフロービルダーで新しいワークフローを作成し、「スケジュール通り」を選んで日時を決めます',
        'チャンネルにメッセージを送るステップを加えて公開します',
      ],
    },
    workflow: {
      name: 'ワークフロービルダー、またはリスト',
      steps: [
        'プレイブックのタスクからリストを作成します (plan が作業ディレクトリの playbooks/ に残します)',
        'ワークフロービルダーで「リンクから開始」を選び、実行時に尋ねる項目をフォームにします',
        'メッセージとタスクごとにステップを加えて公開します',
      ],
    },
    'user-group': {
      name: 'ユーザーグループ (有料プラン)',
      steps: ['メンションできるものは mm2slack replay が作成します。一覧は groups.csv にあります'],
    },
    'with-commands': {
      name: 'この一覧のスラッシュコマンドに含まれます',
      steps: ['コマンドの代わりになるアプリが Slack でも応答します'],
    },
    nothing: {
      name: '不要 (Mattermost サーバー自身のもの)',
      steps: ['作業はありません'],
    },
  },
  efforts: {
    none: 'なし',
    settings: '設定のみ',
    adapt: '設定と送信側の変更',
    build: '作り直し',
  },
  mail: 'メール',
};
