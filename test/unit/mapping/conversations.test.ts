import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedChannel } from '../../../src/mapping/channel-names.ts';
import {
  type Conversation,
  decideConversations,
  directMembers,
  mapChannel,
  mapDirect,
} from '../../../src/mapping/conversations.ts';
import { userSlackId } from '../../../src/mapping/slack-ids.ts';
import { type Channel, channelId, userId } from '../../../src/model/model.ts';
import { aChannel } from '../../support/builders/builders.ts';

const GROUP = aChannel({ id: channelId('group1'), type: 'group', teamId: undefined, name: 'a1b2' });
const DIRECT = aChannel({
  id: channelId('direct1'),
  type: 'direct',
  teamId: undefined,
  name: 'anna__bert',
});

const named = (channel: Channel, name: string, isGeneral = false): NamedChannel => ({
  channel,
  name,
  isGeneral,
  reason: 'for the test',
});

function decide(channel: Channel, over: Partial<NamedChannel> = {}): Conversation {
  const [conversation] = decideConversations(
    [channel],
    [{ ...named(channel, 'dev'), ...over }],
    () => [],
  );
  if (conversation === undefined) throw new Error('no conversation');
  return conversation;
}

const PEOPLE = { members: [userSlackId(userId('anna'))], creator: 'U1' };

describe('the list and folder of a conversation', () => {
  it.each([
    ['public', 'channels'],
    ['private', 'groups'],
  ] as const)('a %s channel is in %s.json, in the folder of its name', (type, list) => {
    const conversation = decide(aChannel({ type }), { name: '開発', isGeneral: true });
    expect(conversation).toMatchObject({ list, name: '開発', folder: '開発', isGeneral: true });
    expect(conversation.slackId).toMatch(/^C[A-Z0-9]{10}$/);
  });

  it('a direct message is in dms.json, in the folder of its id', () => {
    const [conversation] = decideConversations([DIRECT], [], () => []);
    expect(conversation?.list).toBe('dms');
    expect(conversation?.slackId).toMatch(/^D[A-Z0-9]{10}$/);
    expect(conversation?.folder).toBe(conversation?.slackId);
  });

  it('a group message is in mpims.json under the sorted names of its members', () => {
    const [conversation] = decideConversations([GROUP], [], () => ['sato', 'emma', 'kobayashi.r_']);
    expect(conversation).toMatchObject({ list: 'mpims', name: 'mpdm-emma--kobayashi.r_--sato-1' });
  });

  it('two group messages of the same people have different numbers', () => {
    const other = { ...GROUP, id: channelId('group2') };
    const both = decideConversations([GROUP, other], [], () => ['b', 'a']);
    expect(both.map(({ folder }) => folder)).toEqual(['mpdm-a--b-1', 'mpdm-a--b-2']);
  });

  it('group messages of people with long names have folders that every file system takes', () => {
    const groups = ['group1', 'group2', 'group3'].map((id) => ({ ...GROUP, id: channelId(id) }));
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), {
          minLength: 1,
          maxLength: 8,
        }),
        (people) => {
          const folders = decideConversations(groups, [], () => people).map(({ folder }) => folder);
          expect(new Set(folders).size).toBe(groups.length);
          for (const folder of folders) {
            expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(255);
            expect(folder).toMatch(/^mpdm-.*-[1-3]$/su);
            expect(Buffer.from(folder).toString()).toBe(folder);
          }
        },
      ),
    );
    const [long] = decideConversations([GROUP], [], () => ['亜'.repeat(40_000), 'b']);
    expect(long?.folder).toBe(`mpdm-b--${'亜'.repeat(81)}-1`);
  });

  it.each([
    ['../../x', 'mpdm-.._.._x-1'],
    ['/etc/passwd', 'mpdm-_etc_passwd-1'],
    ['a\\b', 'mpdm-a_b-1'],
    ['c:', 'mpdm-c_-1'],
    ['null\0', 'mpdm-null_-1'],
    ['line\nbreak', 'mpdm-line_break-1'],
    ['山田', 'mpdm-山田-1'],
  ])('a member called %j leads to no other folder', (username, folder) => {
    const [conversation] = decideConversations([GROUP], [], () => [username]);
    expect(conversation?.folder).toBe(folder);
  });

  it('no name of a member can be a path', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }), (usernames) => {
        const [conversation] = decideConversations([GROUP], [], () => usernames);
        expect(conversation?.folder).toMatch(/^mpdm-[^/\\\0\n]*-1$/);
      }),
    );
  });
});

describe('the people of a direct message', () => {
  it('come from its name, also when the account or membership of one is missing', () => {
    expect(directMembers(DIRECT, [userId('anna')])).toEqual(['anna', 'bert']);
  });

  it('are one person in a note to oneself', () => {
    expect(directMembers({ ...DIRECT, name: 'anna__anna' }, [])).toEqual(['anna']);
  });

  it('are the members when the name has no ids', () => {
    const members = [userId('x'), userId('y')];
    expect(directMembers({ ...DIRECT, name: 'a1b2c3' }, members)).toEqual(members);
    expect(directMembers({ ...DIRECT, name: 'a__b__c' }, members)).toEqual(members);
  });
});

describe('an entry of the lists', () => {
  it('has every field of a channel', () => {
    const channel = aChannel({
      header: 'Wiki & <plans>',
      createAtMs: 1_617_235_200_999,
      deleteAtMs: 1_700_000_000_000,
    });
    expect(mapChannel(decide(channel), PEOPLE, [])).toEqual({
      entry: {
        id: decide(channel).slackId,
        name: 'dev',
        created: 1_617_235_200,
        creator: 'U1',
        is_archived: true,
        is_general: false,
        members: PEOPLE.members,
        topic: { value: 'Wiki &amp; &lt;plans&gt;', creator: 'U1', last_set: 1_617_235_200 },
        purpose: { value: '', creator: '', last_set: 0 },
      },
      losses: [],
    });
  });

  it('lists pins when there are any', () => {
    const conversation = decide(aChannel());
    expect(mapChannel(conversation, PEOPLE, []).entry).not.toHaveProperty('pins');
  });

  it('cuts a topic that Slack would refuse, and notes it', () => {
    const header = `${'あ'.repeat(249)}🙂`;
    expect(mapChannel(decide(aChannel({ header })), PEOPLE, []).losses).toEqual([]);
    const { entry, losses } = mapChannel(decide(aChannel({ header: `${header}!` })), PEOPLE, []);
    const short = `${'あ'.repeat(249)}…`;
    expect(entry.topic.value).toBe(short);
    expect(losses).toEqual([{ code: 'topic_cut', old: `${header}!`, new: short }]);
  });

  it('cuts no character in half, and counts before it escapes', () => {
    const header = '🙂'.repeat(249);
    expect(
      mapChannel(decide(aChannel({ header: `${header}&` })), PEOPLE, []).entry.topic.value,
    ).toBe(`${header}&amp;`);
    const cut = mapChannel(decide(aChannel({ purpose: `${header}🙂🙂` })), PEOPLE, []);
    expect(cut.entry.purpose.value).toBe(`${header}…`);
  });

  it('of a direct message is its id, its time and its people', () => {
    const [conversation] = decideConversations([DIRECT], [], () => []);
    if (conversation === undefined) throw new Error('no conversation');
    expect(mapDirect(conversation, PEOPLE.members)).toEqual({
      id: conversation.slackId,
      created: Math.floor(DIRECT.createAtMs / 1000),
      members: PEOPLE.members,
    });
  });
});
