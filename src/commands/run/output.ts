import { plainText } from '../../reports/shown-text.ts';
import { LINE_COLUMNS, wrapLine } from '../../reports/wrapped.ts';
import { type Facts, figuresOf } from './facts.ts';
import type { Journal } from './journal.ts';
import { redact } from './redact.ts';

/**
 * `exact`: to be pasted as it is. `worded`: a sentence of ours, in the values of which secrets are hidden already, by
 * `hiding`.
 */
export type Fit = 'exact' | 'worded';

/** Destination of a command's results and remarks. */
export interface Output {
  /**
   * Prints a line of the result on stdout, over several lines where it is wider than a terminal, unless it is to be
   * pasted as it is. Not shown with --json.
   */
  line(text: string, fit?: Fit): void;
  /** Prints a remark on stderr, such as a warning. Not shown with --quiet. */
  remark(text: string): void;
  /** Prints the reason of a failure on stderr, always. */
  problem(text: string, fit?: Fit): void;
  /** Writes a fact into the log, and with --verbose on stderr. */
  note(event: string, facts: Facts): void;
  /** Prints the JSON object of --json on stdout; nothing without --json. Its figures go into the log. */
  json(value: Readonly<Record<string, unknown>>): void;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Passwords and tokens, which are replaced by `***` wherever they occur. */
  readonly secrets: readonly string[];
  /** True to show what goes into the log. */
  readonly verbose?: boolean | undefined;
  /** Undefined for output without a log. */
  readonly journal?: Journal | undefined;
}

/** Makes the output of a run. Nothing else prints; secrets and terminal control characters of data are removed here. */
export function makeOutput(options: OutputOptions): Output {
  const columns = columnsOf(process.env['COLUMNS']);
  const print = (stream: NodeJS.WriteStream, text: string, fit?: Fit): void => {
    const shown = plainText(text);
    const clean = fit === 'worded' ? shown : redact(shown, options.secrets);
    const lines =
      fit === 'exact' ? [clean] : clean.split('\n').flatMap((line) => wrapLine(line, columns));
    stream.write(`${lines.join('\n')}\n`);
  };
  return {
    line(text, fit) {
      if (!options.json) print(process.stdout, text, fit);
    },
    remark(text) {
      if (!options.quiet) print(process.stderr, text);
    },
    problem(text, fit) {
      print(process.stderr, text, fit);
    },
    note(event, facts) {
      options.journal?.note(event, facts);
      if (options.verbose === true)
        print(process.stderr, `${event} ${JSON.stringify(facts)}`, 'exact');
    },
    json(value) {
      options.journal?.note('result', figuresOf(value));
      if (options.json) process.stdout.write(`${jsonText(value, options.secrets)}\n`);
    },
  };
}

/** Waits until everything that was printed has left the process. */
export async function flushOutput(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
}

/** Width of lines, in columns: what COLUMNS says, as a shell may set it, or that of the usual terminal. */
function columnsOf(setting: string | undefined): number {
  const columns = Number(setting);
  return Number.isInteger(columns) && columns >= 40 ? columns : LINE_COLUMNS;
}

/** Makes JSON, with control characters as escapes. Secrets are replaced before quotes and backslashes are escaped. */
function jsonText(value: Readonly<Record<string, unknown>>, secrets: readonly string[]): string {
  const json = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? redact(inner, secrets) : inner,
  );
  return json.replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}
