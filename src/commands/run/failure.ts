import {
  ConfigError,
  InterruptedError,
  type KnownError,
  SourceError,
  StoppedError,
} from '../../errors/errors.ts';
import type { NoticeCode } from '../../errors/notices.ts';
import {
  type CarriedFlags,
  carriedFlags,
  commandLine,
  nextCommand,
} from '../../mapping/status/next-command.ts';
import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';

/** A run that failed, as far as its command line says. */
export interface FailedRun {
  /** Name of the command. */
  readonly command: string;
  /** The words of the run behind `mm2slack`. */
  readonly argv: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

/** What could not be written or sent about a run. */
export interface MissingNews {
  /** Of the log. */
  readonly failure: { readonly path: string; readonly code: string } | undefined;
  /** Why the webhook was not called. */
  readonly undelivered: string | undefined;
}

/** Says what could not be written or sent about a run, which is no reason for it to fail. */
export function lastRemarks(
  { failure, undelivered }: MissingNews,
  lang: Language,
): readonly string[] {
  const { status, notify } = TEXTS[lang];
  return [
    ...(failure === undefined ? [] : [fill(status.noLog, failure)]),
    ...(undelivered === undefined ? [] : [fill(notify.undelivered, { reason: undelivered })]),
  ];
}

/** A line of advice; `exact` for one to be pasted. */
export interface AdviceLine {
  readonly text: string;
  readonly fit?: 'exact';
}

const exact = (text: string): AdviceLine => ({ text, fit: 'exact' });

/** What is kept of a run that is interrupted. Others write nothing, or end by Ctrl-C. */
const KEEPS = {
  replay: 'ledger',
  sync: 'ledger',
  files: 'ledger',
  adopt: 'ledger',
  undo: 'ledger',
  zip: 'nothing',
  archive: 'nothing',
  plan: 'nothing',
  inventory: 'nothing',
  preview: 'nothing',
  verify: 'nothing',
  evidence: 'nothing',
} as const;

/**
 * Says where the log is and what to do after a failure: what an interrupted run kept, and the command line to go on with.
 */
export function failureLines(
  error: KnownError,
  { command, argv, flags, log }: FailedRun & { readonly log: string | undefined },
  lang: Language,
): readonly AdviceLine[] {
  const logged = log === undefined ? [] : [exact(fill(TEXTS[lang].status.log, { path: log }))];
  return [...logged, ...nextLines(error, { command, argv, flags }, lang)];
}

function nextLines(
  error: KnownError,
  { command, argv, flags }: FailedRun,
  lang: Language,
): readonly AdviceLine[] {
  const { kept, nextCommand: sentence, next } = TEXTS[lang].status;
  const again = exact(fill(sentence, { command: commandLine(argv) }));
  if (error instanceof InterruptedError) {
    const keeps = Object.entries(KEEPS).find(([name]) => name === command)?.[1];
    return keeps === undefined ? [] : [{ text: kept[keeps] }, again];
  }
  if (error instanceof StoppedError) return [again];
  const asksDoctor = error instanceof ConfigError || error instanceof SourceError;
  if (!asksDoctor || command === 'doctor' || command === 'init') return [];
  const doctor = doctorCommand(carriedFlags(flags), flags);
  if (isOfFlags(error, flags, doctor)) {
    return [
      exact(fill(sentence, { command: commandLine([command, '--help', ...languageOf(flags)]) })),
    ];
  }
  return [{ text: next.check }, exact(fill(sentence, { command: doctor }))];
}

/** Flags that a notice is about whose values do not say so. */
const FLAG_OF: Partial<Record<NoticeCode, string>> = {
  'workers-unusable': 'workers',
  'split-size-without-split': 'split-size',
};

/** True when everything that is wrong is the value of a flag that doctor would not be given. */
function isOfFlags(error: KnownError, flags: FailedRun['flags'], doctor: string): boolean {
  return error.lines.every((line) => {
    if (typeof line === 'string') return false;
    const name = FLAG_OF[line.code] ?? line.values['key'];
    if (typeof name !== 'string' || doctor.includes(` --${name} `)) return false;
    return flags[name.replace(/-[a-z]/g, ([, letter = '']) => letter.toUpperCase())] !== undefined;
  });
}

const languageOf = ({ lang }: FailedRun['flags']): readonly string[] =>
  typeof lang === 'string' ? ['--lang', lang] : [];

/** The first of several work directories. */
function doctorCommand(flags: CarriedFlags, { work }: FailedRun['flags']): string {
  const [first] = [work].flat();
  const own = typeof first === 'string' ? { work: first } : {};
  const places = { plan: undefined, archives: [], argv: [] };
  return nextCommand('doctor', { ...places, flags: { ...flags, ...own } });
}
