import { plainText } from '../../reports/shown-text.ts';

/** Where a command's results and remarks go. */
export interface Output {
  /** A line of the result, on stdout. Not shown with --json. */
  line(text: string): void;
  /** A remark on stderr: warnings, progress. Not shown with --quiet. */
  remark(text: string): void;
  /** Why a run failed, on stderr, always shown. */
  problem(text: string): void;
  /** The one JSON object of --json, on stdout; nothing without --json. */
  json(value: Readonly<Record<string, unknown>>): void;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Replaced by `***` wherever they occur: passwords, tokens. */
  readonly secrets: readonly string[];
}

/** The only place that prints. Secrets and terminal control characters of data never get through. */
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
    json(value) {
      if (options.json) process.stdout.write(`${jsonText(value, options.secrets)}\n`);
    },
  };
}

/** JSON keeps control characters, as escapes; secrets are looked for before quotes and backslashes are escaped. */
function jsonText(value: Readonly<Record<string, unknown>>, secrets: readonly string[]): string {
  const json = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? redact(inner, secrets) : inner,
  );
  return json.replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}

export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  // The longest first: a secret may begin with another one.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    // A short secret would blank out ordinary words; such a password is not shown by any message of ours.
    if (secret.length >= 4) clean = clean.replaceAll(secret, '***');
  }
  return clean;
}
