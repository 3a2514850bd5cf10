import { deflateRawSync } from 'node:zlib';
import { tsFromMicros } from '../../mapping/messages/timestamps.ts';
import type { ZipEstimate } from '../../mapping/plan/plan.ts';
import { dayFileName } from '../../slack/export-format.ts';

/** Compresses all of the first day files, then every eighth: the estimate of a small server is nearly exact. */
const ALL_UP_TO = 50;
const THEN_ONE_IN = 8;
/** Enough of a day file to measure its compression. */
const SAMPLE_BYTES = 4 * 1024 * 1024;
/** Local header, data descriptor and directory entry of a ZIP, without the name, which occurs twice. */
const ENTRY_BYTES = 30 + 16 + 46;
/** `[`, `]` and line ends. */
const FILE_FRAME_BYTES = 4;
const MESSAGE_FRAME_BYTES = 2;

/** Estimates the size of an archive from its messages, without writing it. */
export class ZipEstimator {
  #dayFiles = 0;
  #jsonBytes = 0;
  #nameBytes = 0;
  #sampledBytes = 0;
  #packedBytes = 0;
  #day = '';
  #sample: string[] | undefined;
  #sampleLength = 0;

  /** Adds the messages of a post; posts come conversation by conversation, in their order. */
  add(folder: string, placeMs: number, messages: readonly object[]): void {
    if (messages.length === 0) return;
    const day = dayFileName(folder, tsFromMicros(placeMs * 1000));
    if (day !== this.#day) this.#begin(day);
    for (const message of messages) {
      const json = JSON.stringify(message);
      this.#jsonBytes += Buffer.byteLength(json) + MESSAGE_FRAME_BYTES;
      if (this.#sample === undefined || this.#sampleLength > SAMPLE_BYTES) continue;
      this.#sample.push(json);
      this.#sampleLength += json.length;
    }
  }

  /** `listBytes`: the lists at the archive's root, not compressed. */
  estimate(listBytes: number): ZipEstimate {
    this.#packSample();
    const ratio = this.#sampledBytes === 0 ? 0 : this.#packedBytes / this.#sampledBytes;
    const contentBytes = (this.#jsonBytes + listBytes) * ratio;
    return {
      sizeBytes: Math.round(contentBytes + this.#dayFiles * ENTRY_BYTES + 2 * this.#nameBytes),
      jsonBytes: this.#jsonBytes,
      dayFiles: this.#dayFiles,
    };
  }

  #begin(day: string): void {
    this.#packSample();
    this.#day = day;
    this.#dayFiles += 1;
    this.#nameBytes += Buffer.byteLength(day);
    this.#jsonBytes += FILE_FRAME_BYTES;
    const isSampled = this.#dayFiles <= ALL_UP_TO || this.#dayFiles % THEN_ONE_IN === 0;
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
