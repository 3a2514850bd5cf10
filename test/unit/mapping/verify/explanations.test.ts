import { describe, expect, it } from 'vitest';
import { makeExplanations } from '../../../../src/mapping/verify/explanations.ts';
import { differenceOf } from '../../../../src/mapping/verify/facts.ts';

const PLACE = { postId: '', channelId: 'channel', ts: '', name: '' };
const named = (target: string) =>
  differenceOf({ kind: 'differs', thing: 'channel', field: 'name', channelId: 'channel', target });

describe('a recorded change of the name of a channel', () => {
  it('explains the name that Slack gave, and no other', () => {
    const explanations = makeExplanations();
    explanations.add('channel_name_changed', { ...PLACE, given: 'general-mm' });
    expect(explanations.causeOf(named('general-mm'))).toBe('channel_name_changed');
    expect(explanations.causeOf(named('another-name'))).toBe('');
    explanations.add('channel_name_changed', { ...PLACE, given: 'general-mm-2' });
    expect(explanations.causeOf(named('general-mm-2'))).toBe('channel_name_changed');
  });

  it('explains any name where it does not say one', () => {
    const explanations = makeExplanations();
    explanations.add('channel_name_changed', PLACE);
    expect(explanations.causeOf(named('general-mm'))).toBe('channel_name_changed');
  });
});

describe('what Slack refused of a channel', () => {
  const FIELDS = ['topic', 'purpose', 'archived'] as const;
  const ofChannel = (field: (typeof FIELDS)[number] | 'members', source = 'a', target = '') =>
    differenceOf({
      ...{ kind: 'differs', thing: 'channel', channelId: 'channel' },
      ...{ field, source, target },
    });

  it.each([
    ['topic', 'topic'],
    ['purpose', 'purpose'],
    ['archive', 'archived'],
  ])('explains what was refused and nothing else: %s', (what, field) => {
    const explanations = makeExplanations();
    explanations.add('refused_by_slack', { ...PLACE, what });
    const explained = [...FIELDS, 'members' as const].filter(
      (each) => explanations.causeOf(ofChannel(each)) !== '',
    );
    expect(explained).toEqual([field]);
  });

  it('explains that the people are missing whom it refused, and nobody else', () => {
    const explanations = makeExplanations();
    for (const what of ['U1', 'U2', 'topic']) {
      explanations.add('refused_by_slack', { ...PLACE, what });
    }
    const causes = ['U1', 'U1, U2', 'U3', 'U1, U3'].map((source) =>
      explanations.causeOf(ofChannel('members', source)),
    );
    expect(causes).toEqual(['refused_by_slack', 'refused_by_slack', '', '']);
    expect(explanations.causeOf(ofChannel('members', 'U1', 'U9'))).toBe('');
  });

  it('explains nobody who stays by somebody who is to be added, nor the other way round', () => {
    const missing = ofChannel('members', 'U1', '');
    const tooMany = ofChannel('members', '', 'U9');
    const both = ofChannel('members', 'U1', 'U9');
    const explanations = makeExplanations();
    explanations.add('member_kept', PLACE);
    expect([missing, tooMany, both].map(explanations.causeOf)).toEqual(['', '', '']);
    explanations.add('member-joined', PLACE);
    expect([missing, tooMany, both].map(explanations.causeOf)).toEqual(['member-joined', '', '']);
    explanations.add('member-left', PLACE);
    expect([missing, tooMany, both].map(explanations.causeOf)).toEqual([
      'member-joined',
      'member-left',
      'member-joined',
    ]);
  });
});

describe('what Slack refused of a post', () => {
  const POST = { ...PLACE, postId: 'post' };
  const ofPost = [
    ['missing', 'message', ''],
    ['differs', 'message', 'reactions'],
    ['differs', 'message', 'pinned'],
    ['missing', 'file', ''],
  ] as const;

  it.each([
    ['the message', 'post', ['message missing', 'file missing']],
    ['a reaction', 'reaction', ['message reactions']],
    ['the pin', 'pin', ['message pinned']],
    ['a file', 'report.pdf', ['file missing']],
    ['something that an old record does not name', undefined, ofPost.map(said)],
  ])('explains that alone: %s', (_name, what, wanted) => {
    const explanations = makeExplanations();
    explanations.add('refused_by_slack', { ...POST, what });
    const explained = ofPost.filter(([kind, thing, field]) => {
      const about = { kind, thing, postId: 'post', channelId: 'channel' };
      return explanations.causeOf(differenceOf(field === '' ? about : { ...about, field })) !== '';
    });
    expect(explained.map(said)).toEqual(wanted);
  });

  function said([kind, thing, field]: (typeof ofPost)[number]): string {
    return `${thing} ${field || kind}`;
  }
});
