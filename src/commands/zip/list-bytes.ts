import type { Config } from '../../config.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ReadWorkspace } from '../read-workspace.ts';

/** What an entry of a list takes of an archive, deflated, on the high side. */
const BYTES_A_PERSON = 400;
const BYTES_A_CONVERSATION = 300;
const BYTES_OF_ALL_LISTS = 2_000;

/** About what the lists at the end of an archive take. */
export function listBytes(
  { workspace }: ReadWorkspace,
  conversations: readonly Conversation[],
): number {
  return (
    BYTES_OF_ALL_LISTS +
    BYTES_A_PERSON * workspace.users.size +
    BYTES_A_CONVERSATION * conversations.length
  );
}

/** Archives that came out larger than they were to be: a day of a channel is never cut. */
export function sizeWarnings(
  archives: readonly { readonly file: string; readonly sizeBytes: number }[],
  { splitBy, splitBytes }: Pick<Config, 'splitBy' | 'splitBytes'>,
): readonly string[] {
  if (splitBy !== 'size') return [];
  return archives
    .filter(({ sizeBytes }) => sizeBytes > splitBytes)
    .map(
      ({ file, sizeBytes }) =>
        `${file} has ${sizeBytes} bytes, more than --split-size: a day of a channel is in one archive, and each has all the lists`,
    );
}
