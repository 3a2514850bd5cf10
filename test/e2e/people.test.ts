import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/program/built.ts';
import { runInTerminal } from '../support/program/run-in-terminal.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { BOT_TOKEN, startSlackServer } from '../support/slack/slack-server.ts';

const PEOPLE = [
  '\ufeffusername,full_name,email,state,posts,slack_id,action,reason',
  'tyamada,Taro Yamada,taro@old.example,active,40,,name-only,has no address',
  'bob,Bob Baba,bob@old.example,active,30,,name-only,has no address',
  'bob2,Bob Baba,bob@old.example,active,20,,name-only,has no address',
  '"\u001b[31mred","a ""b""",red@old.example,active,10,,name-only,has no address',
  '',
].join('\r\n');

describe('mm2slack people', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder({ isForPrograms: true });
    await mkdir(folder.join('work'));
    await writeFile(folder.join('work/users.csv'), PEOPLE);
  });
  afterEach(() => folder.remove());
  const users = () => readFile(folder.join('work/users.csv'), 'utf8');

  it('opens its page by a private file, so that no command line shows the token, and ends with 0', async () => {
    const opener = folder.join('xdg-open');
    const seen = folder.join('seen');
    await writeFile(
      opener,
      `#!/bin/sh\necho "$1" > '${seen}.part'; cat "$1" >> '${seen}.part'; stat -c %a "$1" >> '${seen}.part'; mv '${seen}.part' '${seen}'\n`,
    );
    await chmod(opener, 0o755);
    const child = spawn(process.execPath, [...PROGRAM, 'people', '--work', folder.join('work')], {
      env: { PATH: `${folder.path}:${process.env['PATH'] ?? ''}`, DISPLAY: ':0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    let address = '';
    for await (const line of createInterface({ input: child.stderr })) {
      address = /http:\S+/.exec(line)?.[0] ?? address;
      if (address !== '' && (await readdir(folder.path)).includes('seen')) break;
      if (line.includes('Ctrl-C')) {
        await expect.poll(() => readdir(folder.path), { timeout: 10_000 }).toContain('seen');
        break;
      }
    }
    const [path = '', ...rest] = (await readFile(seen, 'utf8')).split('\n');
    expect(path).toBe(folder.join('work/people.html'));
    expect(rest.join('\n')).toContain(`url=${address}"`);
    expect(rest.at(-2)).toBe('600');
    expect((await fetch(address)).status).toBe(200);
    child.kill('SIGINT');
    expect(await closed).toEqual([0, null]);
    expect(printed).toMatch(/^Nothing was changed\.\n[\s\S]*Next: mm2slack /);
    expect(await readdir(folder.join('work'))).toEqual(['users.csv']);
    expect(await users()).toBe(PEOPLE);
  });

  it('asks in a terminal: candidates of the workspace, same-as, undo, a refusal, a search; saves and goes on to plan', async () => {
    const slack = await startSlackServer({ users: [{ name: 'taroy', email: 'taro@old.example' }] });
    const { exitCode, screen } = await runInTerminal(
      ['people', '--no-browser', '--target', 'slack', '--work', 'work', '--lang', 'en'],
      [
        [/tyamada[\s\S]*1 {2}Slack[\s\S]*Now name-only> $/, '1'],
        [/bob · [\s\S]*same-as bob2[\s\S]*Now name-only> $/, 'skip'],
        [/bob2 · [\s\S]*Now name-only> $/, 'u'],
        [/Undone[\s\S]*Now name-only> $/, 'same-as nobody'],
        [/no account has the username[\s\S]*Now name-only> $/, 'same-as bob'],
        [/red · [\s\S]*Now name-only> $/, '/taro old'],
        [/Found: 1\.[\s\S]*Now match> $/, 'q'],
        [/Save 2 lines\? \[Y\/n\] $/, ''],
      ],
      { cwd: folder.path, env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl } },
    );
    await slack.stop();
    expect({ exitCode, screen }).toMatchObject({ exitCode: 0 });
    expect(screen).toContain('Next: mm2slack plan');
    expect(screen).not.toContain('\u001b[31m');
    const now = await users();
    expect(now).toMatch(
      /\ntyamada,Taro Yamada,taro@old\.example,active,40,U\w+,match,has no address\r/,
    );
    expect(now).toContain('bob2,Bob Baba,bob@old.example,active,20,,same-as bob,has no address\r');
    expect(now.replace(/40,U\w+,match/, '40,,name-only').replace('same-as bob', 'name-only')).toBe(
      PEOPLE,
    );
    expect((await stat(folder.join('work/users.csv'))).mode & 0o777).toBe(0o600);
  });
});
