import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageContexts } from '../../../../src/commands/run/message-context.ts';
import { openSharedScope, shareScope } from '../../../../src/commands/run/shared-scope.ts';
import { byPreference, nameChannels } from '../../../../src/mapping/channel-names.ts';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import { PERSON_ACTIONS, type PersonDecision } from '../../../../src/mapping/decisions.ts';
import { makePermalink } from '../../../../src/mapping/permalinks.ts';
import { makeSlackUserIds } from '../../../../src/mapping/users.ts';
import { buildWorkspace } from '../../../../src/mapping/workspace.ts';
import { type User, type UserId, userId } from '../../../../src/model/model.ts';
import { aChannel, aPersonDecision, aTeam, aUser } from '../../../support/builders/builders.ts';

const KINDS = ['person', 'guest', 'bot', 'system-bot'] as const satisfies readonly User['kind'][];
const NAMES = ['yamada', 'Suzuki', '佐藤', '', 'build.bot'];
const NO_ROW = userId('norow');
const TEXTS = { latex: { block: true, inline: false }, tables: 'text' } as const;

interface Account {
  readonly user: User;
  readonly decision: PersonDecision | undefined;
}

const anyAccount = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    isDeactivated: fc.boolean(),
    action: fc.option(fc.constantFrom(...PERSON_ACTIONS), { nil: undefined }),
    owner: fc.nat({ max: 5 }),
  })
  .map((facts) => (index: number): Account => {
    const id = userId(`user${index}`);
    const username = `${NAMES[index % NAMES.length]}${index < NAMES.length ? '' : index}`;
    const deleteAtMs = facts.isDeactivated ? 5 : undefined;
    const sameAs = { userId: userId(`user${facts.owner}`), username: '' };
    const decision =
      facts.action === undefined
        ? undefined
        : aPersonDecision({ userId: id, action: facts.action, sameAs });
    return { user: aUser({ id, username, kind: facts.kind, deleteAtMs }), decision };
  });

const anyAccounts = fc
  .array(anyAccount, { maxLength: 8 })
  .map((makers) => makers.map((make, index) => make(index)));

/** What messages can say of accounts: by id, and by the names that texts mention. */
function toldOf(
  context: ReturnType<ReturnType<typeof messageContexts>>,
  ids: readonly UserId[],
): object {
  const { people, text } = context;
  const names = NAMES.flatMap((name) => [name, name.toLowerCase(), `${name}6`]);
  return {
    byId: ids.map((id) => [
      ...[people.nameOf(id), people.botProfileOf(id), people.ids.of(id)],
      ...[people.ids.has(id), people.ids.isSkipped(id), people.system.mention(id)],
    ]),
    unknown: [...people.ids.unknown],
    byName: names.map((name) => [people.system.byName(name), text.user(name)]),
  };
}

describe('a scope that was sent to a thread', () => {
  it('says the same of every account as the one it was made from', () => {
    const channels = [aChannel()];
    const named = nameChannels(channels, [aTeam()], byPreference('name'));
    const conversations = decideConversations(channels, named, () => []);
    fc.assert(
      fc.property(anyAccounts, (accounts) => {
        const users = accounts.map(({ user }) => user);
        const people = accounts.flatMap(({ decision }) => decision ?? []);
        const workspace = buildWorkspace(
          { users, people, conversations, groups: [], emoji: [] },
          TEXTS,
        );
        const read = { teams: [aTeam()], users, userGroups: [], emoji: [] };
        const range = { fromMs: undefined, toMs: undefined };
        const settings = { siteUrl: undefined, ...TEXTS };
        const scope = { read, workspace, conversations, range };
        const owned = {
          ...scope,
          migrated: workspace.known.of,
          permalink: makePermalink(undefined, read.teams),
        };
        const shared = openSharedScope(
          structuredClone(shareScope({ ...scope, decisions: { people } }, settings)),
        );
        const [told, toldInThread] = [owned, shared].map((of) => {
          const contextOf = messageContexts(
            {
              ...settings,
              systemMessages: 'keep',
              rewriteLinksTo: undefined,
              delivery: { deliver: 'none' },
            },
            of,
            makeSlackUserIds(of.workspace),
          );
          const conversation = of.migrated(aChannel().id);
          if (conversation === undefined) throw new Error('no conversation');
          return toldOf(contextOf(conversation), [...users.map(({ id }) => id), NO_ROW]);
        });
        expect(toldInThread).toEqual(told);
      }),
    );
  });
});
