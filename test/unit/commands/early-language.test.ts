import { describe, expect, it } from 'vitest';
import { earlyLanguage } from '../../../src/commands/early-language.ts';

/** The environment of a Japanese machine. */
const JAPANESE = { LANG: 'ja_JP.UTF-8' };

const withFile =
  (text: string) =>
  (path: string): string => {
    if (path === 'mm2slack.yaml') return text;
    throw new Error(path);
  };
const NO_FILE = (path: string): string => {
  throw new Error(path);
};

describe('the language before the settings are read', () => {
  it.each([
    ['LC_ALL', { LC_ALL: 'ja_JP.UTF-8', LC_MESSAGES: 'C', LANG: 'en_US.UTF-8' }, 'ja'],
    ['LC_MESSAGES', { LC_MESSAGES: 'ja_JP', LANG: 'C' }, 'ja'],
    ['LANG', { LANG: 'ja_JP.eucJP' }, 'ja'],
    ['LC_ALL', { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, 'en'],
    ['LANG, where the others are empty', { LC_ALL: '', LC_MESSAGES: '', LANG: 'ja' }, 'ja'],
    ['LANG', { LANG: 'ja@cjknarrow' }, 'ja'],
    ['nothing', {}, 'en'],
    ['a locale that only begins so', { LANG: 'jam_JM' }, 'en'],
    ['a locale of another language', { LANG: 'de_DE.UTF-8' }, 'en'],
  ] as const)('is what %s says: %j', (_name, env, lang) => {
    expect(earlyLanguage([], env, NO_FILE)).toBe(lang);
  });

  it.each([[['--lang', 'en']], [['--lang=en']], [['zip', '--lang', 'en', '--help']]])(
    'is what the flag says before all: %j',
    (argv) => {
      expect(earlyLanguage(argv, JAPANESE, withFile('lang: ja\n'))).toBe('en');
    },
  );

  it.each(['lang: en\n', 'work: ./x\nlang: "en" # for all\n', "lang: 'en'"])(
    'is what the settings file says before the environment: %j',
    (text) => {
      expect(earlyLanguage(['zip'], JAPANESE, withFile(text))).toBe('en');
    },
  );

  it.each(['# lang: en\n', 'site:\n  lang: en\n', 'lang: fr\n', ''])(
    'is not taken from a line that says nothing of it: %j',
    (text) => {
      expect(earlyLanguage(['zip'], JAPANESE, withFile(text))).toBe('ja');
    },
  );

  it('is read in the file that --config names', () => {
    const read = (path: string) => (path === 'mine.yaml' ? 'lang: ja' : 'lang: en');
    expect(earlyLanguage(['--config', 'mine.yaml'], {}, read)).toBe('ja');
    expect(earlyLanguage(['--config=mine.yaml'], {}, read)).toBe('ja');
  });

  it('is that of the environment where the flag is wrong', () => {
    expect(earlyLanguage(['--lang', 'fr'], JAPANESE, NO_FILE)).toBe('ja');
    expect(earlyLanguage(['--lang'], {}, NO_FILE)).toBe('en');
  });
});
