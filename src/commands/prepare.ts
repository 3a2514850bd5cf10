import type { Config } from '../config/config.ts';
import type { Flags } from '../config/flags.ts';
import type { NetworkSettings } from '../config/network.ts';
import type { ExitCode } from '../errors/errors.ts';
import type { Outcome } from '../mapping/status/after-run.ts';
import type { CarriedFlags } from '../mapping/status/next-command.ts';
import type { Language } from '../texts/language.ts';
import type { Ask } from './run/ask.ts';
import type { CommandContext } from './run/context.ts';
import type { Journal } from './run/journal.ts';
import type { Next } from './run/next.ts';
import type { Notifier } from './run/notifier.ts';
import { makeOutput } from './run/output.ts';

/** The work directory of a run, as the person gave it, and what its state is read by. */
export interface WorkPlaces {
  readonly work: string;
  /** False when the settings bring attachments in another way than by upload. */
  readonly uploadsFiles: boolean;
}

/** What the commands need of the process. */
export interface ProgramWorld {
  /** The words behind `mm2slack`. */
  readonly argv: readonly string[];
  readonly signal: AbortSignal;
  /** A clock that never goes back, for rates. */
  readonly nowMs: () => number;
  /** The date, milliseconds since the epoch. */
  readonly todayMs: () => number;
  /** Asks the person at the terminal; undefined when there is none. */
  readonly ask: Ask | undefined;
  /** As `process.versions.node` has it. */
  readonly nodeVersion: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For a command that is done and yet has something to say by its exit code. */
  readonly exitWith: (code: ExitCode) => void;
  /** Sets the language of all later messages and the secrets that none of them may show. */
  readonly configure: (settings: {
    readonly secrets: readonly string[];
    readonly lang: Language;
    /** Where the log of the run and the page are kept; undefined for a run that only looks. */
    readonly places?: WorkPlaces | undefined;
    /** Makes what tells a webhook of a command; undefined where none is set. */
    readonly makeNotifier?: ((command: string) => Notifier) | undefined;
  }) => void;
  /** The log of the run; undefined where there is none. */
  readonly journal?: Journal;
}

/** Finds what is next after a run that ended so; `archives`: paths of those that it wrote or read. */
type NextAfter = (outcome: Outcome, archives?: readonly string[]) => Promise<Next | undefined>;

/** The configuration of a run, what its command gets beside it, and what is next when it has ended. */
export async function prepare(
  flags: Flags,
  { argv, signal, nowMs, todayMs, env, configure, journal }: ProgramWorld,
): Promise<{ config: Config; context: CommandContext; next: NextAfter }> {
  const { resolveConfig } = await import('../config/config.ts');
  const config = resolveConfig(flags, env);
  const secrets = secretsOf(config);
  const places = {
    work: config.workDirectory,
    uploadsFiles: config.delivery.deliver === 'api',
  };
  const makeNotifier = await notifierMaker(config, nowMs);
  configure({ secrets, lang: config.lang, places, makeNotifier });
  const output = makeOutput({ ...config, secrets, journal, verbose: flags.verbose === true });
  return {
    config,
    context: {
      output,
      progress: { isQuiet: config.quiet || config.json, lang: config.lang },
      signal,
      nowMs,
      todayMs,
    },
    next: nextAfter(flags, argv, places),
  };
}

async function notifierMaker(
  { notify: target, lang }: Pick<Config, 'notify' | 'lang'>,
  nowMs: () => number,
): Promise<((command: string) => Notifier) | undefined> {
  if (target === undefined) return undefined;
  const { Notifier } = await import('./run/notifier.ts');
  return (command) => new Notifier({ target, command, lang, nowMs });
}

/** Makes the search for what is next after a run. */
export function nextAfter(
  flags: CarriedFlags,
  argv: readonly string[],
  places: WorkPlaces,
): NextAfter {
  return async (outcome, archives = []) => {
    const { findNext } = await import('./run/next.ts');
    return await findNext({ ...places, outcome, flags, argv, archives });
  };
}

/**
 * As much configuration as there is, for a command on files of the work directory alone, and its output. ConfigError
 * when no work directory is known.
 */
export async function prepareUsable(flags: Flags, { argv, env, configure }: ProgramWorld) {
  const { resolveUsableParts } = await import('../config/usable-parts.ts');
  const { ConfigError } = await import('../errors/errors.ts');
  const parts = resolveUsableParts(flags, env);
  const secrets = secretsOf(parts);
  configure({ secrets, lang: parts.lang });
  const { workDirectory } = parts;
  if (workDirectory === undefined) throw new ConfigError(parts.complaints);
  const output = makeOutput({ json: flags.json === true, quiet: flags.quiet === true, secrets });
  const places = { work: workDirectory, uploadsFiles: parts.deliver === 'api' };
  const next = nextAfter(flags, argv, places);
  return { parts: { ...parts, workDirectory }, secrets, output, next };
}

/**
 * What no output may show, of as much configuration as there is. A password that is its own user's or database's name
 * hides nothing, and messages must name those.
 */
export function secretsOf({
  source,
  slack,
  files,
  delivery,
  notify,
}: {
  readonly source: Config['source'] | undefined;
  readonly slack: Config['slack'] | undefined;
  readonly files?: Config['files'] | undefined;
  readonly delivery?: Config['delivery'] | undefined;
  readonly notify?: Config['notify'];
}): readonly string[] {
  const bucketKey = files?.kind === 's3' ? files.credentials?.secretAccessKey : undefined;
  const database = source?.engine === 'bulk' ? undefined : source;
  const names = [database?.user, database?.database];
  const own = [database?.password, slack?.token, bucketKey, delivery?.linkKey];
  return [
    ...own.flatMap((secret) => secret?.reveal() ?? []),
    ...(notify?.secrets ?? []).map((secret) => secret.reveal()),
    ...proxySecrets([
      slack?.network,
      notify?.network,
      files?.kind === 's3' ? files.network : undefined,
    ]),
  ].filter((secret) => !names.includes(secret));
}

/** Passwords of proxies, as they are and as they stand in an address. */
function proxySecrets(networks: readonly (NetworkSettings | undefined)[]): readonly string[] {
  return networks
    .flatMap((network) => [network?.httpsProxy?.password, network?.httpProxy?.password])
    .flatMap((password) => password?.reveal() ?? [])
    .flatMap((password) => [password, encodeURIComponent(password)]);
}
