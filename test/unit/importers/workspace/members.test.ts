import { expect, it } from 'vitest';
import { inviteKey } from '../../../../src/importers/ledger/keys.ts';
import { intentOf } from '../../../../src/importers/ledger/ledger.ts';
import { keptPeople, removePeople } from '../../../../src/importers/workspace/members.ts';
import { makeStubSession } from '../../../support/slack/stub-session.ts';

const PLACE = { channelId: 'town-square', slackChannel: 'C1' };

/** A session that has invited somebody, and asks to remove everybody as often as it is told. */
function invited() {
  const stub = makeStubSession();
  const key = inviteKey(PLACE.channelId, 'U1');
  stub.session.ledger.intend({
    ...intentOf({ key, kind: 'invite', channelId: PLACE.channelId }),
    atMs: 0,
    losses: [],
  });
  stub.session.ledger.complete(key, {}, 0);
  const remove = () => removePeople(stub.session, PLACE, () => true);
  return { stub, remove };
}

it('people who left are removed once', async () => {
  const { stub, remove } = invited();
  expect([await remove(), await remove()]).toMatchObject([{ removed: 1 }, { removed: 0 }]);
  expect(stub.methods()).toEqual(['conversations.kick']);
});

it.each(['cant_kick_from_general', 'cant_kick_self', 'not_supported'])(
  'somebody whom Slack keeps for good (%s) is asked about once, and told of with each run',
  async (code) => {
    const { stub, remove } = invited();
    stub.failNext('conversations.kick', { refused: code });
    const kept = [{ key: inviteKey(PLACE.channelId, 'U1'), detail: code }];
    const runs = [await remove(), await remove()];
    expect(runs).toMatchObject([
      { removed: 0, kept },
      { removed: 0, kept },
    ]);
    expect(stub.methods()).toEqual(['conversations.kick']);
    expect(keptPeople(stub.session, PLACE.channelId, () => false)).toEqual([]);
  },
);

it('somebody who is not in the workspace any more is no member either', async () => {
  const { stub, remove } = invited();
  stub.failNext('conversations.kick', { refused: 'user_not_found' });
  expect([await remove(), await remove()]).toEqual([
    { removed: 0, kept: [] },
    { removed: 0, kept: [] },
  ]);
  expect(stub.methods()).toEqual(['conversations.kick']);
});

it('somebody whom Slack keeps for now is asked about again', async () => {
  const { stub, remove } = invited();
  stub.failNext('conversations.kick', { refused: 'something_of_the_moment' });
  expect([await remove(), await remove()]).toEqual([
    { removed: 0, kept: [] },
    { removed: 1, kept: [] },
  ]);
  expect(stub.methods()).toEqual(['conversations.kick', 'conversations.kick']);
});
