import type { Deflater } from '../../importers/archive/compress.ts';
import { tsFromMicros } from '../../mapping/messages/timestamps.ts';
import type { ZipEstimate } from '../../mapping/plan/plan.ts';
import { hashText } from '../../mapping/site/terms.ts';
import { dayFileName } from '../../slack/export-format.ts';

/** Compresses all of the first day files, and one in so many: the estimate of a small server is nearly exact. */
const ALL_UP_TO = 50;
const ONE_IN = 8;
const ONE_IN_OF_MANY = 32;
const DAY_MS = 86_400_000;
/** Enough of a day file to measure its compression. */
const SAMPLE_BYTES = 4 * 1024 * 1024;
/** Local header, data descriptor and directory entry of a ZIP, without the name, which occurs twice. */
const ENTRY_BYTES = 30 + 16 + 46;
/** `[`, `]` and line ends. */
const FILE_FRAME_BYTES = 4;
const MESSAGE_FRAME_BYTES = 2;

/** What an estimate is made of. */
export interface EstimateSums {
  readonly dayFiles: number;
  readonly messages: number;
  /** Messages that were made into JSON, and the bytes of that. */
  readonly readMessages: number;
  readonly jsonBytes: number;
  /** Of the names of the day files. */
  readonly nameBytes: number;
  /** Of the day files that were compressed, before and after. */
  readonly sampledBytes: number;
  readonly packedBytes: number;
}

export const NO_ESTIMATE: EstimateSums = {
  dayFiles: 0,
  messages: 0,
  readMessages: 0,
  jsonBytes: 0,
  nameBytes: 0,
  sampledBytes: 0,
  packedBytes: 0,
};

/** Adds the estimates of two units. */
export const sumOfEstimates = (a: EstimateSums, b: EstimateSums): EstimateSums => ({
  dayFiles: a.dayFiles + b.dayFiles,
  messages: a.messages + b.messages,
  readMessages: a.readMessages + b.readMessages,
  jsonBytes: a.jsonBytes + b.jsonBytes,
  nameBytes: a.nameBytes + b.nameBytes,
  sampledBytes: a.sampledBytes + b.sampledBytes,
  packedBytes: a.packedBytes + b.packedBytes,
});

/** Estimates an archive. `listBytes`: the lists at its root, not compressed. */
export function estimateOf(sums: EstimateSums, listBytes: number): ZipEstimate {
  const { dayFiles, messages, readMessages, nameBytes, sampledBytes, packedBytes } = sums;
  const messageBytes = readMessages === 0 ? 0 : (sums.jsonBytes * messages) / readMessages;
  const jsonBytes = Math.round(messageBytes) + dayFiles * FILE_FRAME_BYTES;
  const ratio = sampledBytes === 0 ? 0 : packedBytes / sampledBytes;
  const contentBytes = (jsonBytes + listBytes) * ratio;
  const sizeBytes = Math.round(contentBytes + dayFiles * ENTRY_BYTES + 2 * nameBytes);
  return { sizeBytes, jsonBytes, dayFiles };
}

/** The place of a unit in the estimate. */
export interface EstimatedUnit {
  /** True for the first unit, whose first day files are all compressed. */
  readonly isFirst: boolean;
  /** True on a large server: only messages of the day files that are compressed are made into JSON. */
  readonly isOfMany: boolean;
}

/** Adds up what the messages of a unit need in an archive, without writing it. */
export class ZipEstimator {
  readonly #allUpTo: number;
  readonly #readsAll: boolean;
  readonly #oneIn: number;
  readonly #deflater: Pick<Deflater, 'pack' | 'encode'>;
  #dayFiles = 0;
  #messages = 0;
  #readMessages = 0;
  #jsonBytes = 0;
  #nameBytes = 0;
  #sampledBytes = 0;
  #packedBytes = 0;
  #folder = '';
  #dayNumber = Number.NaN;
  #sample: string[] | undefined;
  #sampleLength = 0;

  constructor({ isFirst, isOfMany }: EstimatedUnit, deflater: Pick<Deflater, 'pack' | 'encode'>) {
    this.#allUpTo = isFirst ? ALL_UP_TO : 0;
    this.#readsAll = !isOfMany;
    this.#oneIn = isOfMany ? ONE_IN_OF_MANY : ONE_IN;
    this.#deflater = deflater;
  }

  /** Adds the messages of a post; posts come conversation by conversation, in their order. */
  add(folder: string, placeMs: number, messages: readonly object[]): void {
    if (messages.length === 0) return;
    const dayNumber = Math.floor(placeMs / DAY_MS);
    if (dayNumber !== this.#dayNumber || folder !== this.#folder) {
      this.#folder = folder;
      this.#dayNumber = dayNumber;
      this.#begin(dayFileName(folder, tsFromMicros(placeMs * 1000)));
    }
    this.#messages += messages.length;
    if (this.#sample === undefined && !this.#readsAll) return;
    this.#readMessages += messages.length;
    for (const message of messages) {
      const json = JSON.stringify(message);
      this.#jsonBytes += Buffer.byteLength(json) + MESSAGE_FRAME_BYTES;
      if (this.#sample === undefined || this.#sampleLength > SAMPLE_BYTES) continue;
      this.#sample.push(json);
      this.#sampleLength += json.length;
    }
  }

  sums(): EstimateSums {
    this.#packSample();
    return {
      dayFiles: this.#dayFiles,
      messages: this.#messages,
      readMessages: this.#readMessages,
      jsonBytes: this.#jsonBytes,
      nameBytes: this.#nameBytes,
      sampledBytes: this.#sampledBytes,
      packedBytes: this.#packedBytes,
    };
  }

  #begin(name: string): void {
    this.#packSample();
    this.#dayFiles += 1;
    this.#nameBytes += Buffer.byteLength(name);
    // By its name, so that units of few days are sampled as often as units of many.
    const isSampled = this.#dayFiles <= this.#allUpTo || hashText(name) % this.#oneIn === 0;
    this.#sample = isSampled ? [] : undefined;
    this.#sampleLength = 0;
  }

  #packSample(): void {
    if (this.#sample === undefined) return;
    const bytes = this.#deflater.encode(this.#sample.join(',\n'));
    this.#sampledBytes += bytes.length;
    this.#packedBytes += this.#deflater.pack(bytes).compressed.length;
    this.#sample = undefined;
  }
}
