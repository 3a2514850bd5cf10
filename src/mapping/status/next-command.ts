import type { StepAfterRun } from './after-run.ts';

/* Keys of flags, as the command line makes them of their names. A test reads every printed line by the command line. */

const READING = ['source', 'mattermostConfig', 'files'] as const;
/** What a plan holds. */
const SELECTING = ['include', 'channels', 'excludeChannels', 'teams', 'from', 'to'] as const;
/** What every command has to be given. */
const SHAPING = ['consent', 'redactSecrets'] as const;
/** What archives were made with and their comparison has to be told. */
const OF_ARCHIVES = ['systemMessages', 'rewritePermalinks'] as const;
/** What the settings or the default say, the next command comes to by itself. */
const OF_SETTINGS = ['lang', 'config'] as const;
const OTHERS = [...OF_SETTINGS, 'work'] as const;
const CARRIED = [...READING, ...SELECTING, ...SHAPING, ...OF_ARCHIVES, ...OTHERS] as const;
type CarriedKey = (typeof CARRIED)[number] | 'rehearsal';

/** Flags of a run that the next command needs as well, as the person gave them. */
export type CarriedFlags = {
  readonly [Key in Exclude<CarriedKey, 'redactSecrets' | 'rewritePermalinks'>]?: string;
} & {
  readonly redactSecrets?: boolean;
  readonly rewritePermalinks?: boolean;
};

/** What the command line of a step is made of. */
export interface CommandPlaces {
  readonly flags: CarriedFlags;
  /** Undefined when there is none. */
  readonly plan: string | undefined;
  /** Archives that were found, in import order. */
  readonly archives: readonly string[];
  /** The words of this run behind `mm2slack`. */
  readonly argv: readonly string[];
}

interface StepWords {
  readonly words: readonly string[];
  /** `posts`: a command that moves or compares conversations, and takes a plan; `settings`: the work directory of these. */
  readonly reads: 'settings' | 'work' | 'source' | 'posts' | 'plan';
}

/** Words of each step behind `mm2slack`, and what its command reads. */
const WORDS: Readonly<
  Record<
    Exclude<StepAfterRun, 'again' | 'reverify' | 'verify-pages' | 'verify-unpacked' | 'end'>,
    StepWords
  >
> = {
  init: { words: ['init'], reads: 'source' },
  doctor: { words: ['doctor'], reads: 'source' },
  inventory: { words: ['inventory'], reads: 'source' },
  plan: { words: ['plan'], reads: 'plan' },
  replan: { words: ['plan'], reads: 'plan' },
  zip: { words: ['zip', '--out', 'bulk.zip'], reads: 'posts' },
  'verify-zip': { words: ['verify'], reads: 'posts' },
  'verify-trial': { words: ['verify'], reads: 'posts' },
  'after-trial': { words: ['zip', '--out', 'bulk.zip'], reads: 'posts' },
  'leave-trial': { words: ['status'], reads: 'settings' },
  replay: { words: ['replay'], reads: 'posts' },
  adopt: { words: ['adopt'], reads: 'posts' },
  sync: { words: ['sync'], reads: 'posts' },
  files: { words: ['files'], reads: 'posts' },
  finish: { words: ['sync', '--until-synced'], reads: 'posts' },
  verify: { words: ['verify'], reads: 'posts' },
  repair: { words: ['sync', '--repair', '--dry-run'], reads: 'posts' },
  send: { words: ['sync', '--repair'], reads: 'posts' },
  evidence: { words: ['evidence', '--out', 'evidence.zip'], reads: 'work' },
  accept: { words: ['evidence', '--out', 'evidence.zip'], reads: 'work' },
  status: { words: ['status'], reads: 'work' },
};

/** A step that a command does. */
export type CommandStep = Exclude<StepAfterRun, 'end'>;

/** Writes the command line of a step, to be pasted into a shell. */
export function nextCommand(step: CommandStep, places: CommandPlaces): string {
  if (step === 'again' || step === 'reverify') return commandLine(places.argv);
  if (step === 'verify-pages') return commandLine([...places.argv, '--verify'], ['--force']);
  if (step === 'verify-unpacked') {
    return commandLine([...places.argv.map(unpacked), '--verify'], ['--force']);
  }
  const { words, reads } = WORDS[step];
  const { flags, plan, archives } = places;
  const isOfArchives = step === 'verify-zip' || step === 'verify-trial';
  return commandLine([
    ...words,
    ...(isOfArchives ? archives.flatMap((archive) => ['--zip', archive]) : []),
    ...(step === 'verify-trial' ? flagWords(flags, ['rehearsal']) : []),
    ...(reads === 'posts' && plan !== undefined ? ['--plan', plan] : []),
    ...(reads === 'plan' || (reads === 'posts' && plan === undefined)
      ? flagWords(flags, SELECTING)
      : []),
    ...(reads === 'plan' || reads === 'posts' ? flagWords(flags, SHAPING) : []),
    ...(isOfArchives ? flagWords(flags, OF_ARCHIVES) : []),
    ...(reads === 'work' || reads === 'settings' ? [] : flagWords(flags, READING)),
    ...flagWords(flags, reads === 'settings' ? OF_SETTINGS : OTHERS),
  ]);
}

/** The place of pages in a ZIP, once it is unpacked beside itself; every other word as it is. */
const unpacked = (word: string, index: number, argv: readonly string[]): string =>
  argv[index - 1] === '--out' || word.startsWith('--out=') ? word.replace(/\.zip$/i, '') : word;

/** Returns those of a run's flags that the next command needs. */
export const carriedFlags = (flags: Readonly<Record<string, unknown>>): CarriedFlags =>
  Object.fromEntries(
    CARRIED.flatMap((key) => {
      const value = flags[key];
      return typeof value === 'string' || value === true ? [[key, value]] : [];
    }),
  );

const flagWords = (flags: CarriedFlags, keys: readonly (keyof CarriedFlags)[]): readonly string[] =>
  keys.flatMap((key) => {
    const value = flags[key];
    if (typeof value === 'string') return [flagName(key), value];
    return value === true ? [flagName(key)] : [];
  });

/** Name of a flag by its key, as the command line makes the key of the name: `--exclude-channels`. */
const flagName = (key: CarriedKey): string =>
  `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Writes a command line of this program, to be pasted into a shell, without some words. */
export const commandLine = (words: readonly string[], without: readonly string[] = []): string =>
  [
    'mm2slack',
    ...words
      .filter((word) => !without.includes(word))
      .map(masked)
      .map(shellWord),
  ].join(' ');

/**
 * Hides what may be a password in an address, also in one that cannot be used and that nobody knows as a secret
 * therefore: between a name's colon and the last `@`, or as a parameter. And a token of Slack's, which no flag takes.
 */
const masked = (word: string): string =>
  word
    .replace(/^(.*?:\/\/[^:@]*|[^:/@]*(?:\/\/[^:/@]*)?):(?!\/\/).*@/s, '$1:***@')
    .replace(/((?:password|passwd|pwd|secret|token|signature|credential)=)[^&\s]*/gi, '$1***')
    .replace(/\bx(?:ox[a-z]|app)-[\w-]+/g, '***');

/** Quotes a word that a POSIX shell would read otherwise. */
const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
