import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { type PeopleOptions, peopleCommand } from '../../../../src/commands/people/people.ts';
import type { Ask } from '../../../../src/commands/run/ask.ts';
import type { Output } from '../../../../src/commands/run/output.ts';
import { InterruptedError } from '../../../../src/errors/errors.ts';
import type { Language } from '../../../../src/texts/language.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const PEOPLE = [
  'username,full_name,email,state,posts,slack_id,action,reason',
  'ann,Ann Abe,ann@a.example,active,40,,name-only,has no address',
  'bob,Bob Baba,bob@a.example,active,30,,name-only,has no address',
  '',
].join('\n');
const CHANNELS = [
  'id,team,name,display_name,type,archived,posts,members,slack_name,slack_id,action,visibility,archive,reason',
  'c1,acme,dev,Dev,public,no,5,2,dev,,create,public,no,',
  '',
].join('\n');

describe('people in a terminal', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    await writeFile(folder.join('users.csv'), PEOPLE);
    await writeFile(folder.join('channels.csv'), CHANNELS);
    return () => folder.remove();
  });
  const users = () => readFile(folder.join('users.csv'), 'utf8');

  /** Answers the questions one after another, `^C` by an interruption; gives the report and what was shown. */
  async function wizard(
    answers: readonly (string | (() => Promise<string>))[],
    lang: Language = 'en',
  ) {
    const shown: string[] = [];
    const left = [...answers];
    const ask: Ask = async (question) => {
      shown.push(question);
      const next = left.shift();
      if (next === undefined) throw new Error(`not expected: ${question}`);
      const answer = typeof next === 'string' ? next : await next();
      if (answer === '^C') throw new InterruptedError();
      return answer;
    };
    const remark = (line: string) => {
      shown.push(line);
    };
    const silent = () => undefined;
    const output: Output = { line: silent, remark, problem: silent, note: silent, json: silent };
    const options: PeopleOptions = { work: folder.path, lang, slack: undefined, usesPage: false };
    const world = { ask, signal: new AbortController().signal, env: {}, output };
    const report = await peopleCommand(options, world);
    expect(left).toEqual([]);
    return { report, shown: shown.join('\n') };
  }

  it('goes through unmatched people, then finds any channel, and saves at the end', async () => {
    const { report } = await wizard(['match U0ANN00001', '', '', '/dev', 'create tools', '', 'y']);
    expect(report).toMatchObject({ savedLines: 2, unsavedLines: 0 });
    expect(await users()).toBe(PEOPLE.replace('40,,name-only', '40,U0ANN00001,match'));
    expect(await readFile(folder.join('channels.csv'), 'utf8')).toBe(
      CHANNELS.replace('2,dev,', '2,tools,'),
    );
  });

  it('says what it did not understand or refuses, and asks again', async () => {
    const { shown } = await wizard([
      'fly away',
      'merge',
      '9',
      'match nobody',
      'same-as bob',
      'q',
      'n',
    ]);
    expect(shown).toContain("action 'fly away', expected match");
    expect(shown).toContain("'nobody' is not a Slack account");
    expect(await users()).toBe(PEOPLE);
  });

  it('drops what is not saved on Ctrl-C, and keeps what was saved', async () => {
    const { report } = await wizard(['skip', 'w', 'skip', '^C']);
    expect(report).toMatchObject({ savedLines: 1, unsavedLines: 1 });
    expect(await users()).toBe(PEOPLE.replace('40,,name-only', '40,,skip'));
  });

  it('writes nothing over a list that somebody else changed, and can load it again', async () => {
    const theirs = PEOPLE.replace('30,,name-only', '30,,skip');
    const change = async () => {
      await writeFile(folder.join('users.csv'), theirs);
      return 'w';
    };
    const { report, shown } = await wizard(['skip', change, 'y', '/bob', 'q']);
    expect(shown).toContain('users.csv was changed by somebody else');
    expect(shown).toMatch(/bob · Bob Baba[^\n]*\n(?:.*\n)*Now skip> /);
    expect(report).toMatchObject({ savedLines: 0, unsavedLines: 0 });
    expect(await users()).toBe(theirs);
  });

  it('asks in Japanese', async () => {
    const { shown } = await wizard(['skip', 'q', 'n'], 'ja');
    expect(shown).toContain('1 行を保存しますか? [Y/n]');
  });

  it('refuses a folder without lists, wrong lists, and a run without a terminal', async () => {
    const options = { work: folder.join('none'), lang: 'en', slack: undefined } as const;
    const silent = () => undefined;
    const output: Output = {
      ...{ line: silent, remark: silent, problem: silent, note: silent, json: silent },
    };
    const world = { ask: undefined, signal: new AbortController().signal, env: {}, output };
    const failure = (asked: PeopleOptions) =>
      peopleCommand(asked, world).catch((error: unknown) => error);
    expect(await failure({ ...options, usesPage: true })).toFailWith('run mm2slack plan first');
    expect(await failure({ ...options, usesPage: false })).toFailWith(
      '--no-browser asks in a terminal',
    );
    await mkdir(folder.join('none'));
    await writeFile(folder.join('none/users.csv'), 'username,slack_id,action\nann,,fly\n');
    expect(await failure({ ...options, usesPage: true })).toFailWith(
      "users.csv line 2: action 'fly'",
    );
  });
});
