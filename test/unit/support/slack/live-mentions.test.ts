import { describe, expect, it } from 'vitest';
import { liveMentions } from '../../../support/slack/live-mentions.ts';

const call = (args: Readonly<Record<string, string>>) => ({
  method: 'chat.postMessage',
  path: '/api/chat.postMessage',
  token: '',
  atMs: 0,
  args,
});

describe('the check for live mentions', () => {
  it.each([
    ['a person in the text', { text: 'hi <@U0123456789>' }],
    ['everybody in the text', { text: '<!channel>' }],
    ['a group in the text', { text: '<!subteam^S1|@ops>' }],
    [
      'a person in rich text',
      { blocks: '[{"type":"rich_text","elements":[{"type":"user","user_id":"U1"}]}]' },
    ],
    ['everybody in rich text', { blocks: '[{"type":"broadcast","range":"here"}]' }],
    [
      'a person in a context line',
      { blocks: '[{"type":"context","elements":[{"type":"mrkdwn","text":"<@U1>"}]}]' },
    ],
    ['a person in an attachment', { attachments: '[{"text":"<@U1>"}]' }],
    ['a person in a comment', { initial_comment: '<@U1>' }],
  ])('finds %s', (_what, args) => {
    expect(liveMentions(call(args))).toHaveLength(1);
  });

  it.each([
    ['a date', { text: '<!date^1^{date}|then>' }],
    ['what was typed by hand', { text: '&lt;!channel&gt;' }],
    ['raw text of rich text', { blocks: '[{"type":"text","text":"<!channel> <@U1>"}]' }],
  ])('leaves alone %s', (_what, args) => {
    expect(liveMentions(call(args))).toEqual([]);
  });
});
