import { expect, it } from 'vitest';
import { askServer } from '../../../support/slack/read-back.ts';
import { startWithChannel } from '../../../support/slack/slack-fixture.ts';

it('the Slack of the tests answers the call after the five thousandth, more than the emulator lets a token make', async () => {
  const { slack } = await startWithChannel();
  try {
    const auth = () => askServer(slack.apiUrl).call('auth.test', {});
    const first = await auth();
    for (let count = 0; count < 5_200; count += 50) {
      await Promise.all(Array.from({ length: 50 }, auth));
    }
    expect(await auth()).toEqual(first);
  } finally {
    await slack.stop();
  }
});
