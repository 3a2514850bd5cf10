import { plainText } from '../../reports/shown-text.ts';
import { type Facts, figuresOf } from './facts.ts';
import type { Journal } from './journal.ts';
import { redact } from './redact.ts';

/** Destination of a command's results and remarks. */
export interface Output {
  /** Prints a line of the result on stdout. Not shown with --json. */
  line(text: string): void;
  /** Prints a remark on stderr, such as a warning. Not shown with --quiet. */
  remark(text: string): void;
  /** Prints the reason of a failure on stderr, always. */
  problem(text: string): void;
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
  const print = (stream: NodeJS.WriteStream, text: string): void => {
    stream.write(`${redact(plainText(text), options.secrets)}\n`);
  };
  return {
    line(text) {
      if (!options.json) print(process.stdout, text);
    },
    remark(text) {
      if (!options.quiet) print(process.stderr, text);
    },
    problem(text) {
      print(process.stderr, text);
    },
    note(event, facts) {
      options.journal?.note(event, facts);
      if (options.verbose === true) print(process.stderr, `${event} ${JSON.stringify(facts)}`);
    },
    json(value) {
      options.journal?.note('result', figuresOf(value));
      if (options.json) process.stdout.write(`${jsonText(value, options.secrets)}\n`);
    },
  };
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
