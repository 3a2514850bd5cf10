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
