import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../src/errors/notices.ts';
import { lineOf, listPage, listText } from '../../../../src/mapping/lists/list.ts';
import {
  channelCandidatesOf,
  decideChannel,
  decidePerson,
  type Lists,
  matchingOf,
  personCandidates,
  readLists,
  undoLast,
  unsavedLines,
} from '../../../../src/mapping/lists/lists.ts';
import { NO_TARGET } from '../../../../src/mapping/plan/target.ts';
import { parseUsersCsv } from '../../../../src/mapping/plan/users-csv.ts';
import { noticeText } from '../../../../src/reports/notices.ts';
import {
  aTargetChannel,
  aTargetUser,
  aWorkspace,
} from '../../../support/builders/target-builders.ts';

const PEOPLE = [
  'username,full_name,email,state,posts,slack_id,action,reason,note',
  'alice,Alice Abe,alice@acme.example,active,10,U0ALICE001,match,the same e-mail address,boss',
  'bob,Bob Baba,bob@old.example,active,20,,name-only,has no Slack account yet,',
  'bot,,,bot,5,,bot,a bot account,',
  'bob2,Bob Baba,bob@old.example,deactivated,3,,name-only,deactivated,"a, b"',
  'carol,Carol Ceder,carol@local,active,30,,name-only,no address,',
  '',
].join('\r\n');
const CHANNELS = [
  'id,team,name,display_name,type,archived,posts,members,slack_name,slack_id,action,visibility,archive,reason',
  'c1,acme,dev,Dev,public,no,5,2,dev,,create,public,no,',
  'c2,acme,plans,Secret Plans,private,no,7,2,plans,,create,private,no,',
  'c3,,a__b,,direct,no,1,2,a__b,,create,direct,no,',
  '',
].join('\r\n');
const FILES = { people: 'users.csv', channels: 'channels.csv' };

const NONE = matchingOf(NO_TARGET);
const SLACK = matchingOf({
  ...aWorkspace(
    aTargetUser({ id: 'U0ALICE001', name: 'alice', email: 'alice@acme.example' }),
    aTargetUser({ id: 'U0BOB00001', name: 'bbaba', realName: 'Baba Bob', email: 'b@new.example' }),
    aTargetUser({ id: 'U0APP00001', name: 'bob', isBot: true, email: '' }),
  ),
  channels: [
    aTargetChannel({ id: 'C0DEV', name: 'dev-team', list: 'channels' }),
    aTargetChannel({ id: 'C0PLANS', name: 'plans-of-all', list: 'channels' }),
    aTargetChannel({ id: 'G0PLANS', name: 'plans-secret', list: 'groups' }),
  ],
});

const worded = (problem: Notice): string => noticeText(problem, 'en');

const read = (matching = NONE, people = PEOPLE, channels = CHANNELS): Lists =>
  readLists({ people, channels }, FILES, matching);

function person(lists: Lists, key: string, action: string, slackId = '', matching = NONE): Lists {
  const decided = decidePerson(lists, key, { slack_id: slackId, action }, matching);
  if (decided === undefined || 'code' in decided) throw new Error(JSON.stringify(decided));
  return decided;
}
function refusal(lists: Lists, key: string, action: string, slackId = '', matching = NONE): string {
  const decided = decidePerson(lists, key, { slack_id: slackId, action }, matching);
  if (decided === undefined || !('code' in decided)) throw new Error('taken');
  return worded(decided);
}

const SKIP = {
  slack_name: 'dev',
  slack_id: '',
  action: 'skip',
  visibility: 'public',
  archive: 'no',
};

describe('the lists of people and channels', () => {
  it('begin with who is unmatched, the most posts first', () => {
    const names = (lists: Lists, filter: 'open' | 'all') =>
      listPage(lists.people, { filter, words: '', offset: 0 }).lines.map(({ key }) => key);
    expect(names(read(), 'open')).toEqual(['carol', 'bob', 'bob2']);
    expect(names(read(), 'all')).toEqual(['carol', 'bob', 'bob2', 'alice', 'bot']);
  });

  it('are found by words in any order and case, over all columns that say who it is', () => {
    const found = (words: string) =>
      listPage(read().people, { filter: 'all', words, offset: 0 }).lines.map(({ key }) => key);
    expect(found('BABA bob')).toEqual(['bob', 'bob2']);
    expect(found('ｃａｒｏｌ local')).toEqual(['carol']);
    expect(found('nobody')).toEqual([]);
  });

  it('give a page at a time, and the last one for an offset behind the end', () => {
    const lines = Array.from({ length: 120 }, (_each, at) => `user${at},,name-only`);
    const lists = read(NONE, ['username,slack_id,action', ...lines].join('\n'));
    const page = (offset: number) => listPage(lists.people, { filter: 'all', words: '', offset });
    expect(page(0)).toMatchObject({ total: 120, offset: 0 });
    expect(page(50).lines[0]?.key).toBe('user50');
    expect(page(1_000)).toMatchObject({ total: 120, offset: 100 });
    expect(page(1_000).lines).toHaveLength(20);
    expect(page(-7).offset).toBe(0);
  });

  it('finds who is called by a nickname, in the workspace and in Mattermost', () => {
    const people = [
      'username,full_name,nickname,email,state,posts,slack_id,action,reason',
      'dan,Daniel Dorn,Bob Baba,,active,9,,name-only,',
      'b.b,Robert,bob baba,,deactivated,1,,name-only,',
      'eve,たなか,たなか,,active,1,,name-only,',
    ].join('\n');
    const lists = read(SLACK, people);
    const [dan, eve] = ['dan', 'eve'].map((key) => lineOf(lists.people, key));
    if (dan === undefined || eve === undefined) throw new Error('no line');
    const { accounts, people: others } = personCandidates(lists, dan, SLACK);
    expect(accounts.map(({ identity, reasons }) => [identity.id, reasons])).toEqual([
      ['U0BOB00001', ['name']],
    ]);
    expect(others.map(({ identity }) => identity.id)).toEqual(['b.b']);
    // A nickname that is the name is shown once.
    expect([dan.nickname, eve.nickname]).toEqual(['Bob Baba', '']);
  });

  it('are the file to the byte without a change, and after each change is undone', () => {
    const lists = read();
    expect(listText(lists.people)).toBe(PEOPLE);
    const changed = person(person(lists, 'bob', 'match', 'U0BOB00001'), 'carol', 'skip');
    expect(unsavedLines(changed)).toBeGreaterThan(0);
    const undone = undoLast(undoLast(changed));
    expect(unsavedLines(undone)).toBe(0);
    expect(listText(undone.people)).toBe(PEOPLE);
    expect(undoLast(undone)).toBe(undone);
  });

  it('change the two cells of a line and keep all others, columns of others too', () => {
    const text = listText(person(read(), 'bob2', 'same-as bob').people);
    expect(text).toBe(
      PEOPLE.replace('3,,name-only,deactivated,"a, b"', '3,,same-as bob,deactivated,"a, b"'),
    );
  });

  it('are the file again when a line is decided as the file has it, in whatever case', () => {
    const upper = PEOPLE.replace('20,,name-only', '20,,Name-Only');
    const lists = person(person(read(NONE, upper), 'bob', 'skip'), 'bob', 'name-only');
    expect(unsavedLines(lists)).toBe(0);
    expect(listText(lists.people)).toBe(upper);
  });

  it.each([
    ['bob', 'match', '', 'the action match requires a slack_id'],
    ['bob', 'match', '@bob', "'@bob' is not a Slack account"],
    ['bob', 'match', 'U0ALICE001', 'alice and bob are both mapped to U0ALICE001'],
    ['bob', 'name-only', 'U0BOB00001', "'U0BOB00001' requires the action match"],
    ['bob', 'fly', '', "action 'fly', expected match"],
    ['carol', 'invite', '', 'carol cannot be invited'],
    ['bob', 'same-as', '', 'requires a username behind it'],
    ['bob', 'same-as nobody', '', "no account has the username 'nobody'"],
    ['bob', 'same-as bob', '', 'an account cannot be the same as itself'],
    ['bob', 'same-as bot', '', 'bot is a bot'],
  ])('refuse what plan would refuse: %s %s %s', (key, action, slackId, sentence) => {
    expect(refusal(read(), key, action, slackId)).toContain(sentence);
  });

  it('refuse chains and circles of one person, from either end', () => {
    const lists = person(read(), 'bob2', 'same-as bob');
    expect(refusal(lists, 'carol', 'same-as bob2')).toContain('bob2 is itself same-as bob');
    expect(refusal(lists, 'bob', 'same-as bob2')).toContain('circle');
    expect(refusal(lists, 'bob', 'same-as carol')).toContain('bob is itself same-as carol');
    expect(refusal(lists, 'bob', 'skip')).toContain('bob is skipped');
    expect(unsavedLines(person(lists, 'bob', 'match', 'bob@new.example'))).toBeGreaterThan(0);
  });

  it('know the accounts of the workspace by id and by address', () => {
    const lists = person(read(SLACK), 'bob', 'match', 'B@new.example', SLACK);
    expect(listText(lists.people)).toContain('20,U0BOB00001,match');
    expect(refusal(lists, 'carol', 'match', 'b@new.example', SLACK)).toContain('both mapped');
    expect(refusal(lists, 'carol', 'match', 'U0NOBODY01', SLACK)).toContain('no member');
  });

  it('show candidates of the workspace with who has them, and other accounts, no bots', () => {
    const lists = read(SLACK);
    const line = lists.people.lines.find(({ key }) => key === 'bob');
    if (line === undefined) throw new Error('no bob');
    const { accounts, people } = personCandidates(lists, line, SLACK);
    expect(accounts.map(({ identity, reasons, owner }) => [identity.id, reasons, owner])).toEqual([
      ['U0BOB00001', ['name'], ''],
    ]);
    expect(people.map(({ identity, reasons }) => [identity.id, reasons])).toEqual([
      ['bob2', ['address', 'name', 'handle']],
    ]);
    const taken = person(lists, 'carol', 'match', 'U0BOB00001', SLACK);
    expect(personCandidates(taken, line, SLACK).accounts[0]?.owner).toBe('carol');
  });

  it('open channels that a channel of the workspace is like, and offer none that more can see', () => {
    const lists = read(SLACK);
    const open = listPage(lists.channels, { filter: 'open', words: '', offset: 0 }).lines;
    expect(
      open.map((line) => [
        line.key,
        channelCandidatesOf(line, SLACK).map(({ identity }) => identity.id),
      ]),
    ).toEqual([
      ['c2', ['G0PLANS']],
      ['c1', ['C0DEV']],
    ]);
    expect(listPage(read().channels, { filter: 'open', words: '', offset: 0 }).total).toBe(0);
  });

  it('merge a channel into one of the workspace, and refuse what plan would refuse', () => {
    const lists = read(SLACK);
    const merge = (key: string, slackId: string, visibility: string) =>
      decideChannel(
        lists,
        key,
        { slack_name: '', slack_id: slackId, action: 'merge', visibility, archive: 'no' },
        SLACK,
      );
    const merged = merge('c2', 'G0PLANS', 'private');
    if (merged === undefined || 'code' in merged) throw new Error('refused');
    expect(listText(merged.channels)).toContain('7,2,plans-secret,G0PLANS,merge,private,no');
    const sentence = (result: ReturnType<typeof merge>) =>
      result !== undefined && 'code' in result ? worded(result) : 'taken';
    expect(sentence(merge('c2', 'C0PLANS', 'private'))).not.toBe('taken');
    expect(sentence(merge('c1', 'C0NONE', 'public'))).toContain('C0NONE');
    const renamed = decideChannel(
      lists,
      'c1',
      { ...SKIP, action: 'create', slack_name: 'plans' },
      SLACK,
    );
    expect(sentence(renamed)).toContain('two channels would be named #plans');
    expect(decideChannel(lists, 'c9', SKIP, SLACK)).toBeUndefined();
  });

  it('skip a channel with one changed cell, and undo over both lists in order', () => {
    const lists = person(read(), 'bob', 'skip');
    const skipped = decideChannel(lists, 'c1', SKIP, NONE);
    if (skipped === undefined || 'code' in skipped) throw new Error('refused');
    expect(listText(skipped.channels)).toBe(CHANNELS.replace('dev,,create', 'dev,,skip'));
    const undone = undoLast(skipped);
    expect([undone.people.changed.size, undone.channels.changed.size]).toEqual([1, 0]);
  });

  it('stay readable by plan, whatever is decided in whatever order', () => {
    const keys = fc.constantFrom('alice', 'bob', 'bot', 'bob2', 'carol');
    const actions = fc.constantFrom('match', 'invite', 'bot', 'name-only', 'skip', 'same-as');
    const steps = fc.array(
      fc.tuple(keys, actions, keys, fc.constantFrom('', 'U0BOB00001', 'x@y.z')),
    );
    fc.assert(
      fc.property(steps, (all) => {
        let lists = read();
        for (const [key, action, other, slackId] of all) {
          const word = action === 'same-as' ? `same-as ${other}` : action;
          const decided = decidePerson(lists, key, { slack_id: slackId, action: word }, NONE);
          if (decided !== undefined && !('code' in decided)) lists = decided;
        }
        const edits = parseUsersCsv(listText(lists.people), 'users.csv');
        const byName = new Map(edits.map((edit) => [edit.username, edit]));
        const accounts = edits
          .filter(({ action }) => action === 'match')
          .map((edit) => edit.slackId);
        expect(new Set(accounts).size).toBe(accounts.length);
        for (const { action, sameAs, slackId } of edits) {
          expect(action === 'match' || slackId === '').toBe(true);
          if (action !== 'same-as') continue;
          expect(['skip', 'bot', 'same-as']).not.toContain(byName.get(sameAs)?.action);
        }
      }),
    );
  });
});
