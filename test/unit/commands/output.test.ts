import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeOutput, type OutputOptions } from '../../../src/commands/run/output.ts';
import { hiding, redact } from '../../../src/commands/run/redact.ts';
import { SourceError } from '../../../src/errors/errors.ts';
import { notice } from '../../../src/errors/notices.ts';
import { errorLines, noticeText } from '../../../src/reports/notices.ts';
import { plainText } from '../../../src/reports/shown-text.ts';

const QUIETLY: OutputOptions = { json: false, quiet: false, secrets: ['hunter22'] };

/** What a use of the output prints on each stream. */
function printed(
  options: Partial<OutputOptions>,
  use: (output: ReturnType<typeof makeOutput>) => void,
): { stdout: string; stderr: string } {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      texts[name] += String(chunk);
      return true;
    });
  }
  use(makeOutput({ ...QUIETLY, ...options }));
  vi.restoreAllMocks();
  return texts;
}

afterEach(() => vi.restoreAllMocks());

describe('the output of a command', () => {
  const everything = (output: ReturnType<typeof makeOutput>): void => {
    output.line('result');
    output.remark('remark');
    output.problem('problem');
    output.json({ command: 'zip' });
  };

  it('is results on stdout and all else on stderr', () => {
    expect(printed({}, everything)).toEqual({ stdout: 'result\n', stderr: 'remark\nproblem\n' });
  });

  it('is one JSON object on stdout with --json', () => {
    expect(printed({ json: true }, everything)).toEqual({
      stdout: '{"command":"zip"}\n',
      stderr: 'remark\nproblem\n',
    });
  });

  it('is results and problems alone with --quiet', () => {
    expect(printed({ quiet: true }, everything)).toEqual({
      stdout: 'result\n',
      stderr: 'problem\n',
    });
  });

  it('shows no secret anywhere', () => {
    const { stdout, stderr } = printed({}, (output) => {
      output.line('mysql://mm:hunter22@db');
      output.remark('password hunter22');
      output.problem('hunter22hunter22');
    });
    expect(stdout + stderr).toBe('mysql://mm:***@db\npassword ***\n******\n');
  });

  it('shows no secret in JSON, where quotes and backslashes look different', () => {
    const secret = 'pass"word\\1';
    const { stdout } = printed({ json: true, secrets: [secret] }, (output) =>
      output.json({ warnings: [`cannot use ${secret}`] }),
    );
    expect(JSON.parse(stdout)).toEqual({ warnings: ['cannot use ***'] });
  });

  it('stays JSON when the secret is a word of JSON', () => {
    const { stdout } = printed({ json: true, secrets: ['true', '1234'] }, (output) =>
      output.json({ ok: true, read: 1234, text: 'true' }),
    );
    expect(JSON.parse(stdout)).toEqual({ ok: true, read: 1234, text: '***' });
  });

  it('sends no control sequence of data to a terminal', () => {
    const name = 'channel\u001b[2J\u001b]0;title\u0007\u009b31m\r\u0000 end';
    const { stdout, stderr } = printed({}, (output) => {
      output.line(name);
      output.remark(name);
      output.problem(name);
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(stdout).toMatch(/^channel.* end\n$/);
  });

  it('sends none in JSON either, and loses nothing there', () => {
    const name = 'channel\u001b[2J\u009b31m\u007f 営業部';
    const { stdout } = printed({ json: true }, (output) => output.json({ name }));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(JSON.parse(stdout)).toEqual({ name });
  });
});

describe('text of data in a terminal', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['tab\tand\nline', 'tab\tand\nline'],
    ['back\bspace\u007f', 'backspace'],
    ['日本語 🙂', '日本語 🙂'],
  ])('%j is %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe('a password that is a word of ours', () => {
  const secrets = ['wrong', 'mattermost'];
  const refused = notice('database-refuses-user', {
    where: 'db.example.com (wrong)',
    user: 'mattermost',
    password: notice('password-from', { place: 'the wrong file' }),
  });
  const lines = errorLines(new SourceError(refused), 'en', hiding(secrets));
  const said = (): string =>
    printed({ secrets }, (output) => {
      for (const line of lines) output.problem(line, 'worded');
    }).stderr;

  it('is hidden in the values of a sentence, those within others too, and the sentence stays whole', () => {
    const sentence = noticeText(
      notice('database-refuses-user', { where: 'W', user: 'U', password: 'P' }),
      'en',
    );
    expect(sentence).toContain('wrong');
    expect(said().replaceAll(/\s+/g, ' ').trim()).toBe(
      sentence
        .replace('W', 'db.example.com (***)')
        .replace('U', '***')
        .replace('P', 'the password is that of the *** file'),
    );
  });

  it('is hidden in what a database says, which is no sentence of ours', () => {
    const failed = new SourceError('FATAL: wrong is wrong');
    expect(errorLines(failed, 'en', hiding(secrets))).toEqual(['FATAL: *** is ***']);
  });

  it('is hidden by whatever control characters stand in it', () => {
    expect(hiding(secrets)('wr\u0000ong')).toBe('***');
  });

  it('is hidden in an address that was given for something else, of which nobody knows a secret', () => {
    const hide = hiding([]);
    expect(hide('mysql://mm:p@ss/word@db:3306/mm')).toBe('mysql://mm:***@db:3306/mm');
    expect(hide("'postgres://mm:word@db/mm', a file")).toBe("'postgres://mm:***@db/mm', a file");
    expect(hide('http://127.0.0.1:9/api/ and a@b')).toBe('http://127.0.0.1:9/api/ and a@b');
  });

  it('is hidden everywhere in texts that are worded otherwise', () => {
    const { stdout, stderr } = printed({ secrets }, (output) => {
      output.line('wrong');
      output.remark('wrong');
      output.problem('wrong');
      output.line('wrong', 'exact');
    });
    expect(stdout + stderr).toBe('***\n***\n***\n***\n');
  });
});

describe('redaction', () => {
  it('hides the longest secret first, so that none is told in part', () => {
    expect(redact('token-and-more', ['token', 'token-and-more'])).toBe('***');
  });

  it('leaves words alone that a very short secret would blank out', () => {
    expect(redact('a database at 127.0.0.1', ['a', '', '127'])).toBe('a database at 127.0.0.1');
  });
});
