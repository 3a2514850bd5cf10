import { deflateRawSync } from 'node:zlib';
import { tsFromMicros } from '../../mapping/messages/timestamps.ts';
import type { ZipEstimate } from '../../mapping/plan/plan.ts';
import { dayFileName } from '../../slack/export-format.ts';

/** Compresses all of the first day files, and every eighth: the estimate of a small server is nearly exact. */
const ALL_UP_TO = 50;
const THEN_ONE_IN = 8;
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
  #dayFiles = 0;
  #messages = 0;
  #readMessages = 0;
  #jsonBytes = 0;
  #nameBytes = 0;
  #sampledBytes = 0;
  #packedBytes = 0;
  #day = '';
  #sample: string[] | undefined;
  #sampleLength = 0;

  constructor({ isFirst, isOfMany }: EstimatedUnit) {
    this.#allUpTo = isFirst ? ALL_UP_TO : 0;
    this.#readsAll = !isOfMany;
  }

  /** Adds the messages of a post; posts come conversation by conversation, in their order. */
  add(folder: string, placeMs: number, messages: readonly object[]): void {
    if (messages.length === 0) return;
    const day = dayFileName(folder, tsFromMicros(placeMs * 1000));
    if (day !== this.#day) this.#begin(day);
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

  #begin(day: string): void {
    this.#packSample();
    this.#day = day;
    this.#dayFiles += 1;
    this.#nameBytes += Buffer.byteLength(day);
    const isSampled = this.#dayFiles <= this.#allUpTo || this.#dayFiles % THEN_ONE_IN === 0;
    this.#sample = isSampled ? [] : undefined;
    this.#sampleLength = 0;
  }

  #packSample(): void {
    if (this.#sample === undefined) return;
    const bytes = Buffer.from(this.#sample.join(',\n'));
    this.#sampledBytes += bytes.length;
    this.#packedBytes += deflateRawSync(bytes).length;
    this.#sample = undefined;
  }
}
