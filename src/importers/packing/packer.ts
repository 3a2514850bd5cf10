import { type Packed, pack } from './pack.ts';

/** Deflates entries of archives, many at once. */
export interface Packer {
  /** In the order of the pieces, whose memory is not changed. */
  pack(pieces: readonly Buffer[]): Promise<readonly Packed[]>;
  /** Ends what the packer started; what is still being packed then fails. */
  close(): Promise<void>;
}

/** Deflates where it is called. */
export const packHere: Packer = {
  pack: async (pieces) => pieces.map(pack),
  close: async () => undefined,
};
