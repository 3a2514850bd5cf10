import { type JsonObject, textOf } from './json.ts';
import { readArchive } from './read-archive.ts';

/** Every message of an archive by its conversation's id and `ts`. Throws where two have the same. */
export async function messagesByTs(path: string): Promise<ReadonlyMap<string, JsonObject>> {
  const archive = await readArchive(path);
  try {
    const found = new Map<string, JsonObject>();
    for (const conversation of archive.conversations) {
      for await (const message of archive.messages(conversation)) {
        const key = `${conversation.id} ${textOf(message, 'ts')}`;
        if (found.has(key)) throw new Error(`two messages at ${key}`);
        found.set(key, message);
      }
    }
    return found;
  } finally {
    archive.close();
  }
}
