/**
 * How a quote inside a field is written. Sources about Slack's text import disagree: Slack's own sample, as
 * phst.hateblo.jp/entry/2022/07/22/080000 and ryuapp/typetalk_to_slack give it, has `\"`; RFC 4180, which
 * alexyorke/fb-export-to-slack writes, has `""`.
 */
export type CsvQuoting = 'backslash' | 'doubled';

/** Characters that UTF-8 cannot hold, or that end a text in many readers. */
const UNWRITABLE = /\0|[\ud800-\udfff]/gu;

/** Replaces NUL and lone surrogates by U+FFFD. */
const writable = (text: string): string => text.replace(UNWRITABLE, '\ufffd');

const ESCAPED: Readonly<Record<CsvQuoting, (text: string) => string>> = {
  // A backslash too: a text that ends with one would take the quote behind it for its own.
  backslash: (text) => text.replace(/["\\]/g, '\\$&'),
  doubled: (text) => text.replaceAll('"', '""'),
};

/** Writes a line of a text import: every field quoted, line breaks inside fields as they are, a line feed at the end. */
export const importLine = (fields: readonly string[], quoting: CsvQuoting): string =>
  `${fields.map((field) => `"${ESCAPED[quoting](writable(field))}"`).join(',')}\n`;
