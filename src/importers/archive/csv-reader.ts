/*
 * Reads a file of a text import as its receiver may, for verify: written without the code that writes one. Everything is
 * quoted, a record ends with a line feed, and inside quotes a line feed is text.
 */

/** Rules by which quotes inside a field are read. */
export type QuotingRules = 'backslash' | 'doubled';

/** A record, or why none can be read; `line`: number of its first line, from 1. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly fault: CsvFault };

export type CsvFault =
  | 'no quote before a field'
  | 'text behind the end of a field'
  | 'no end of the last field'
  | 'a backslash before what needs none'
  | 'longer than any post';

/** No post with its attachments is near this length; without it one lost quote would take the rest of a file. */
const MAX_RECORD_CHARACTERS = 8_000_000;

/**
 * Reads the records of a file, piece by piece. After a fault it goes on behind the next line feed. TypeError for what is
 * not UTF-8: a replacement character could be the one that Mattermost has there.
 */
export async function* csvRecords(
  chunks: AsyncIterable<Uint8Array>,
  rules: QuotingRules,
): AsyncGenerator<CsvRecord> {
  // A byte order mark stays, so that it is a fault.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
  const reader = new RecordReader(rules);
  for await (const chunk of chunks) yield* reader.read(decoder.decode(chunk, { stream: true }));
  yield* reader.read(decoder.decode());
  yield* reader.end();
}

/** Where the reader is: before a field, in one, behind a quote that may end one, behind a field, or past a fault. */
type Place = 'start' | 'field' | 'quote' | 'escape' | 'fault';

class RecordReader {
  readonly #rules: QuotingRules;
  #place: Place = 'start';
  #fields: string[] = [];
  #field = '';
  #characters = 0;
  /** Lines so far, and the first one of the record. */
  #line = 1;
  #firstLine = 1;

  constructor(rules: QuotingRules) {
    this.#rules = rules;
  }

  *read(text: string): Generator<CsvRecord> {
    let at = 0;
    while (at < text.length) {
      if (this.#place === 'field') at = this.#takeText(text, at);
      if (this.#characters > MAX_RECORD_CHARACTERS) yield this.#fail('longer than any post');
      if (at >= text.length) return;
      const found = this.#take(text[at] ?? '');
      at += 1;
      if (found !== undefined) yield found;
    }
  }

  *end(): Generator<CsvRecord> {
    const line = this.#firstLine;
    if (this.#place === 'quote') yield this.#record();
    else if (this.#place === 'field' || this.#place === 'escape' || this.#fields.length > 0) {
      yield { line, fault: 'no end of the last field' };
    }
  }

  /** Takes the text of a field up to the next character that may end it; returns where that is. */
  #takeText(text: string, from: number): number {
    const special = this.#rules === 'backslash' ? /["\\]/g : /"/g;
    special.lastIndex = from;
    const end = special.exec(text)?.index ?? text.length;
    const piece = text.slice(from, end);
    this.#field += piece;
    this.#characters += piece.length;
    for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1)) this.#line += 1;
    return end;
  }

  #take(character: string): CsvRecord | undefined {
    if (character === '\n') this.#line += 1;
    if (this.#place === 'fault') return this.#leaveFault(character);
    if (this.#place === 'start') return this.#begin(character);
    if (this.#place === 'escape') return this.#unescape(character);
    if (this.#place === 'quote') return this.#afterQuote(character);
    this.#place = character === '\\' ? 'escape' : 'quote';
    return undefined;
  }

  #begin(character: string): CsvRecord | undefined {
    if (character === '"') {
      this.#place = 'field';
      return undefined;
    }
    return this.#fail('no quote before a field', character);
  }

  /** A quote or a backslash behind a backslash is itself; before anything else, some readers keep it and others do not. */
  #unescape(character: string): CsvRecord | undefined {
    if (character !== '"' && character !== '\\') {
      return this.#fail('a backslash before what needs none', character);
    }
    this.#field += character;
    this.#place = 'field';
    return undefined;
  }

  #afterQuote(character: string): CsvRecord | undefined {
    if (character === '"' && this.#rules === 'doubled') {
      this.#field += '"';
      this.#place = 'field';
      return undefined;
    }
    if (character === ',') {
      this.#fields.push(this.#field);
      this.#field = '';
      this.#place = 'start';
      return undefined;
    }
    if (character === '\n') return this.#record();
    return this.#fail('text behind the end of a field', character);
  }

  #record(): CsvRecord {
    const found = { line: this.#firstLine, fields: [...this.#fields, this.#field] };
    this.#reset('start');
    return found;
  }

  #fail(fault: CsvFault, character = ''): CsvRecord {
    const found = { line: this.#firstLine, fault };
    this.#reset(character === '\n' ? 'start' : 'fault');
    return found;
  }

  #leaveFault(character: string): undefined {
    if (character === '\n') this.#reset('start');
  }

  #reset(place: Place): void {
    this.#place = place;
    this.#fields = [];
    this.#field = '';
    this.#characters = 0;
    this.#firstLine = this.#line;
  }
}
