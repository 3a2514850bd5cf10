/** The sentences of the import checklist in one language. */
export interface ChecklistTexts {
  readonly title: string;
  readonly rehearsal: (domain: string) => string;
  readonly bundle: string;
  /** What is to be done about attachments, by the way they come. */
  readonly files: Readonly<Record<'api' | 'link' | 'bundle' | 'none', string>>;
  readonly archivesTitle: string;
  readonly stepsTitle: string;
  readonly steps: readonly string[];
  readonly channelsTitle: string;
  readonly privateWarning: string;
  readonly channelColumns: readonly string[];
  readonly publicChannel: string;
  readonly privateChannel: string;
  readonly archived: string;
  readonly choices: { readonly general: string; readonly public: string; readonly private: string };
  readonly unnamed: (count: number) => string;
  readonly peopleTitle: string;
  readonly people: (active: number, left: number) => string;
  readonly createDeactivated: string;
  readonly noEmail: string;
  readonly emojiTitle: string;
  readonly emoji: string;
  readonly afterTitle: string;
  readonly after: readonly string[];
}

const en: ChecklistTexts = {
  title: 'Import checklist',
  rehearsal: (domain) =>
    `**Rehearsal**: every e-mail address in this archive is on ${domain}. Import it into a test workspace only.`,
  bundle:
    '**Not for import**: this archive holds the files themselves, for keeping and for viewers. For an import build one without `files.deliver: bundle`.',
  files: {
    api: 'Attachments: run `mm2slack adopt` and then `mm2slack files`, before people join.',
    link: 'Attachments: keep the links alive until the import is finished, then look whether Slack has fetched the files.',
    bundle: 'Attachments: they lie in the archive under `__uploads`.',
    none: 'Attachments: only their names and sizes move, as `files.deliver: none` says.',
  },
  archivesTitle: 'Archives',
  stepsTitle: 'Importing',
  steps: [
    'Be an Owner of the workspace; it must not belong to an Enterprise Grid organisation, which cannot import.',
    'Do not rename, unpack or change the archive.',
    'Under 2 GB the page may take the file itself. If it fails, or above 2 GB, put the archive into Dropbox, Google Drive or Box and give its direct download link.',
    '**That link must be a restricted one, known to nobody else: the archive is the whole correspondence. Delete the link and the copy as soon as the import is finished.**',
    'Open `https://<workspace>.slack.com/services/import`, choose the import from another Slack workspace, and start it.',
    'Keep the page open during the upload. An e-mail asks to finish the mapping.',
    'While it runs: do not activate or deactivate members, delete or rename channels.',
    'On the mapping page choose for people and channels what the tables below say.',
  ],
  channelsTitle: 'Channels: what to choose on the mapping page',
  privateWarning:
    '**Check every line marked 🔒 twice.** An import cannot merge a private channel into an existing one: it must become a new private channel, and choosing a public one shows its content to everybody.',
  channelColumns: ['In Slack', 'In Mattermost', 'Kind', 'Choose'],
  publicChannel: 'public',
  privateChannel: 'PRIVATE',
  archived: '(archived)',
  choices: {
    general: 'merge into the existing general channel',
    public: 'new public channel, or merge into the existing one of this name',
    private: 'NEW PRIVATE channel; never an existing or public one',
  },
  unnamed: (count) =>
    `${count} direct and group messages have no line of their own: they follow the people, who must be mapped to accounts.`,
  peopleTitle: 'People',
  people: (active, left) =>
    `${active} people are active: merge with the account of the same e-mail address, or create and invite. ${left} have left.`,
  createDeactivated: 'has left: create deactivated',
  noEmail: 'has no e-mail address: Slack will import a bot unless you map an account by hand',
  emojiTitle: 'Custom emoji with a new name',
  emoji: 'Add these to Slack by hand under the new name: the messages already use it.',
  afterTitle: 'Afterwards',
  after: [
    'Delete the download link and the uploaded copy of the archive.',
    'Keep the archive, its manifest and `post-index.csv` (old permalink to Slack message) in a safe place.',
    'Compare the number of messages in a few channels with the account.',
  ],
};

const ja: ChecklistTexts = {
  title: 'インポート チェックリスト',
  rehearsal: (domain) =>
    `**リハーサル用**: このアーカイブのメールアドレスはすべて ${domain} に置き換えられています。テスト用ワークスペースにだけインポートしてください。`,
  bundle:
    '**取り込み用ではありません**: このアーカイブは保管と閲覧のためのもので、ファイルの実体を含みます。取り込みには `files.deliver: bundle` なしで作り直してください。',
  files: {
    api: '添付ファイル: 利用者を招待する前に、`mm2slack adopt`、続けて `mm2slack files` を実行します。',
    link: '添付ファイル: 取り込みが終わるまでリンクを有効に保ち、Slack がファイルを取得したか確かめます。',
    bundle: '添付ファイル: アーカイブの `__uploads` にあります。',
    none: '添付ファイル: `files.deliver: none` のとおり、名前と大きさだけを移します。',
  },
  archivesTitle: 'アーカイブ',
  stepsTitle: 'インポートの手順',
  steps: [
    'ワークスペースのオーナーが実行します。Enterprise Grid の組織に属するワークスペースにはインポートできません。',
    'アーカイブの名前変更・展開・編集をしないでください。',
    '2 GB 未満なら直接アップロードできることがあります。失敗した場合や 2 GB 以上の場合は、Dropbox・Google Drive・Box に置き、直接ダウンロード用リンクを指定します。',
    '**リンクは必ずアクセスを制限したもの（第三者が知り得ないもの）にしてください。アーカイブには全社のやり取りが入っています。インポートが終わったら、リンクとコピーを直ちに削除します。**',
    '`https://<ワークスペース>.slack.com/services/import` を開き、別の Slack ワークスペースからのインポートを選んで開始します。',
    'アップロード中はページを閉じないでください。マッピングの完了を求めるメールが届きます。',
    '実行中は、メンバーの有効化・無効化、チャンネルの削除・名前変更をしないでください。',
    'マッピング画面では、下の表のとおりにメンバーとチャンネルを選びます。',
  ],
  channelsTitle: 'チャンネル: マッピング画面で選ぶもの',
  privateWarning:
    '**🔒 の行は必ず二重に確認してください。** インポートでは非公開チャンネルを既存のチャンネルに統合できません。必ず新しい非公開チャンネルにします。公開チャンネルを選ぶと、内容が全員に見えてしまいます。',
  channelColumns: ['Slack', 'Mattermost', '種類', '選択'],
  publicChannel: '公開',
  privateChannel: '非公開',
  archived: '（アーカイブ済み）',
  choices: {
    general: '既存の general チャンネルに統合',
    public: '新しい公開チャンネル、または同名の既存チャンネルに統合',
    private: '新しい非公開チャンネル（既存・公開チャンネルは選ばない）',
  },
  unnamed: (count) =>
    `ダイレクトメッセージとグループメッセージ ${count} 件には行がありません。参加者に従うため、参加者をアカウントに対応付けてください。`,
  peopleTitle: 'メンバー',
  people: (active, left) =>
    `在籍中は ${active} 人です。同じメールアドレスのアカウントに統合するか、作成して招待します。退職者は ${left} 人です。`,
  createDeactivated: '退職者: 無効化した状態で作成',
  noEmail: 'メールアドレスがありません。手でアカウントに対応付けないとボットとして取り込まれます',
  emojiTitle: '名前が変わるカスタム絵文字',
  emoji:
    'Slack には新しい名前で手動で追加してください。メッセージではすでに新しい名前を使っています。',
  afterTitle: '完了後',
  after: [
    'ダウンロード用リンクと、アップロードしたアーカイブのコピーを削除する。',
    'アーカイブ、マニフェスト、`post-index.csv`（旧パーマリンクと Slack メッセージの対応表）を安全な場所に保管する。',
    'いくつかのチャンネルで、メッセージ数を集計と見比べる。',
  ],
};

export const CHECKLIST_TEXTS: Readonly<Record<'en' | 'ja', ChecklistTexts>> = { en, ja };
