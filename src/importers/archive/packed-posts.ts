import { tsFromMicros } from '../../mapping/messages/timestamps.ts';
import type { ExportedPost } from './exported-posts.ts';

/*
 * Rows of the record of exported posts as bytes: some sixty for a post. A first run writes them by thousands and never
 * reads them, so that no post costs a row of SQLite; the next run makes rows of them. Pure, for threads of their own.
 * FORMATS.md describes the bytes.
 */

/** Mattermost's ids have as many characters (its model.NewId: 16 bytes in base 32). */
const ID_CHARACTERS = 26;
const DIGEST_CHARACTERS = 16;
/** First characters of the digest of `[]`: most posts have neither reactions nor files. */
const OF_NOTHING = 'T1PNoYwrqgwDVLtf';

const IS_PINNED = 1;
const HAS_ODD_ID = 2;
const HAS_TS = 4;
const HAS_ODD_TS = 8;
const IS_LEFT_OUT = 16;
const KNOWN_FLAGS = 31;

/** In place of the version of a digest. */
const ODD_DIGEST = 0;
/** Added to the version of a digest of nothing, which follows no characters. */
const NOTHING = 128;
const MAX_VERSION = 127;

const FIRST_BYTES = 64 * 1024;
/** Most bytes of a post beside its odd texts, which have two for each code unit. */
const MAX_FIXED_BYTES = 128;

/** Packs posts of one conversation one behind the other. */
export class PostPacker {
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;
  #count = 0;

  /** Number of posts since the last `take`. */
  get count(): number {
    return this.#count;
  }

  get byteLength(): number {
    return this.#end;
  }

  add(post: Omit<ExportedPost, 'channelId'>): void {
    const { postId, createAtMs, ts, leftOut, digest } = post;
    const { text, reactions, files, isPinned } = digest;
    this.#makeRoom(
      MAX_FIXED_BYTES +
        2 * (postId.length + ts.length + leftOut.length) +
        2 * (text.length + reactions.length + files.length),
    );
    const flagsAt = this.#end;
    this.#end += 1;
    let flags = isPinned ? IS_PINNED : 0;
    if (!this.#addAscii(postId, 0, ID_CHARACTERS)) {
      flags |= HAS_ODD_ID;
      this.#addText(postId);
    }
    this.#addNumber(createAtMs);
    if (ts !== '') flags |= this.#addTs(ts);
    if (leftOut !== '') {
      flags |= IS_LEFT_OUT;
      this.#addText(leftOut);
    }
    this.#addDigest(text);
    this.#addDigest(reactions);
    this.#addDigest(files);
    this.#bytes[flagsAt] = flags;
    this.#count += 1;
  }

  /** Returns the bytes of the posts so far, in memory of their own, and begins again. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#end);
    this.#end = 0;
    this.#count = 0;
    return taken;
  }

  #makeRoom(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  /** Adds the text from `start` on as a byte for each character; false when it is not of so many ASCII characters. */
  #addAscii(text: string, start: number, characters: number): boolean {
    if (text.length - start !== characters) return false;
    const bytes = this.#bytes;
    const end = this.#end;
    for (let index = 0; index < characters; index += 1) {
      const code = text.charCodeAt(start + index);
      if (code > 127) return false;
      bytes[end + index] = code;
    }
    this.#end = end + characters;
    return true;
  }

  /** Adds a text of any length and any code units. */
  #addText(text: string): void {
    this.#view.setUint32(this.#end, text.length, true);
    this.#end += 4;
    for (let index = 0; index < text.length; index += 1) {
      this.#view.setUint16(this.#end, text.charCodeAt(index), true);
      this.#end += 2;
    }
  }

  #addNumber(value: number): void {
    this.#view.setFloat64(this.#end, value, true);
    this.#end += 8;
  }

  #addTs(ts: string): number {
    const micros = usualMicros(ts);
    if (micros === undefined) {
      this.#addText(ts);
      return HAS_ODD_TS;
    }
    this.#addNumber(micros);
    return HAS_TS;
  }

  #addDigest(digest: string): void {
    const start = digest.length - DIGEST_CHARACTERS;
    const version = versionOf(digest, start);
    const versionAt = this.#end;
    this.#end += 1;
    if (version !== ODD_DIGEST && digest.endsWith(OF_NOTHING)) {
      this.#bytes[versionAt] = version + NOTHING;
    } else if (version !== ODD_DIGEST && this.#addAscii(digest, start, DIGEST_CHARACTERS)) {
      this.#bytes[versionAt] = version;
    } else {
      this.#bytes[versionAt] = ODD_DIGEST;
      this.#addText(digest);
    }
  }
}

/**
 * Reads a `ts` as `tsFromMicros` writes it, to microseconds; undefined for any other text, so that no two texts have the
 * same number.
 */
function usualMicros(ts: string): number | undefined {
  const pointAt = ts.length - 7;
  if (pointAt < 1 || pointAt > 10) return undefined;
  if (ts.charCodeAt(pointAt) !== POINT) return undefined;
  if (ts.charCodeAt(0) === ZERO && pointAt > 1) return undefined;
  let micros = 0;
  for (let index = 0; index < ts.length; index += 1) {
    if (index === pointAt) continue;
    const digit = ts.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    micros = micros * 10 + digit;
  }
  return Number.isSafeInteger(micros) ? micros : undefined;
}

const POINT = 0x2e;
const ZERO = 0x30;

/** Version in front of the characters of a digest: `2:…`, and none for 1; ODD_DIGEST for anything else. */
function versionOf(digest: string, start: number): number {
  if (start === 0) return 1;
  if (start === 2 && digest[1] === ':') {
    const version = digest.charCodeAt(0) - ZERO;
    return version >= 2 && version <= 9 ? version : ODD_DIGEST;
  }
  const [, digits = ''] = /^([1-9]\d{1,2}):$/.exec(digest.slice(0, Math.max(start, 0))) ?? [];
  const version = Number(digits);
  return version <= MAX_VERSION ? version : ODD_DIGEST;
}

/** Reads `count` packed posts. Error when the bytes are not those of so many posts. */
export function* unpackPosts(
  channelId: string,
  bytes: Uint8Array,
  count: number,
): Generator<ExportedPost> {
  const reader = new PackedReader(bytes);
  for (let number = 0; number < count; number += 1) yield reader.post(channelId);
  reader.end();
}

class PackedReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  post(channelId: string): ExportedPost {
    const flags = this.#byte();
    if (flags > KNOWN_FLAGS) throw malformed();
    const has = (flag: number): boolean => (flags & flag) !== 0;
    return {
      postId: has(HAS_ODD_ID) ? this.#text() : this.#ascii(ID_CHARACTERS),
      channelId,
      createAtMs: this.#number(),
      ts: has(HAS_TS) ? tsFromMicros(this.#number()) : has(HAS_ODD_TS) ? this.#text() : '',
      leftOut: has(IS_LEFT_OUT) ? this.#text() : '',
      digest: {
        text: this.#digest(),
        reactions: this.#digest(),
        files: this.#digest(),
        isPinned: has(IS_PINNED),
      },
    };
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw malformed();
  }

  /** Returns where the next bytes begin. */
  #take(bytes: number): number {
    const start = this.#at;
    if (start + bytes > this.#bytes.length) throw malformed();
    this.#at = start + bytes;
    return start;
  }

  #byte(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  #number(): number {
    return this.#bytes.readDoubleLE(this.#take(8));
  }

  #ascii(characters: number): string {
    const start = this.#take(characters);
    return this.#bytes.toString('latin1', start, start + characters);
  }

  #text(): string {
    const bytes = 2 * this.#bytes.readUInt32LE(this.#take(4));
    const start = this.#take(bytes);
    return this.#bytes.toString('utf16le', start, start + bytes);
  }

  #digest(): string {
    const version = this.#byte();
    if (version === ODD_DIGEST) return this.#text();
    const isOfNothing = version > MAX_VERSION;
    const shape = isOfNothing ? version - NOTHING : version;
    if (shape === 0) throw malformed();
    const digest = isOfNothing ? OF_NOTHING : this.#ascii(DIGEST_CHARACTERS);
    return shape === 1 ? digest : `${shape}:${digest}`;
  }
}

/** Named as SQLite names a damaged file. */
const malformed = (): Error => new Error('malformed packed posts');
