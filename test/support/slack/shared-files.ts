import { z } from 'zod';
import { askServer } from './read-back.ts';
import type { SlackServer } from './slack-server.ts';

/** A file as it stands in a channel or thread of the test's workspace. */
export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly threadTs: string | undefined;
  readonly comment: string;
}

/** Every file that the workspace's messages hold, in their order. */
export async function sharedFiles({ apiUrl }: SlackServer): Promise<readonly SharedFile[]> {
  const server = askServer(apiUrl);
  const found: SharedFile[] = [];
  for (const { id } of await server.channels()) {
    for (const { files = [], text, thread_ts } of await server.messages(id)) {
      for (const file of files) {
        const { title = '' } = named.parse(file);
        found.push({ id: file.id, name: title, channel: id, threadTs: thread_ts, comment: text });
      }
    }
  }
  return found;
}

const named = z.looseObject({ title: z.string().optional() });
