import { stripVTControlCharacters } from 'node:util';

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
    stream.write(`${redact(text, options.secrets)}\n`);
  };
  return {
    line(text) {
      if (!options.json) print(process.stdout, plainText(text));
    },
    remark(text) {
      if (!options.quiet) print(process.stderr, plainText(text));
    },
    problem(text) {
      print(process.stderr, plainText(text));
    },
    json(value) {
      if (options.json) print(process.stdout, JSON.stringify(value));
    },
  };
}

/** Names and posts may hold escape sequences that would drive the reader's terminal. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
  return stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  // A short secret would blank out ordinary words; such a password is not shown by any message of ours.
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, '***');
  return clean;
}
