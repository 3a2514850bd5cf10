/** The text that asks people whether their direct and group messages may be migrated. */
export const consentRequest = {
  subject: 'Subject: May your direct messages move to Slack?',
  opening: [
    'We are moving from Mattermost to Slack. Channels move for everybody. Direct messages and group messages are different: each of them moves only if everybody in it agrees.',
    'Please answer for each of your conversations:',
  ],
  answers: [
    'yes: it may move. The same people will be able to read it in Slack, and no others are added.',
    'no: it stays behind. It will not be in Slack.',
  ],
  rules: [
    'You need not give a reason. Without an answer a conversation stays behind. A single "no" keeps a conversation out of Slack, and the others in it are not told whose answer it was.',
    'Good to know:',
  ],
  facts: [
    'The owners of the Slack workspace may be able to export direct messages, as far as its plan and the law allow it.',
    'If you change your mind later, tell us: the conversation is then deleted from Slack by hand.',
    'Mattermost will be switched off on [DATE]. What stays behind can be read there until then.',
  ],
  closing: ['Please answer by [DATE], to [NAME, ADDRESS].'],
  collectors: [
    'For those who collect the answers (not part of the text above):',
    'dms.csv has a line for each conversation. Write one answer for the whole conversation into the column consent: yes when everybody in it agreed, no when somebody declined, ask until everybody has answered. Do not write down whose answer it was. Then run mm2slack with --include direct,group --consent dms.csv.',
  ],
};
