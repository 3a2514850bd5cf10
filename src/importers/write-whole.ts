import { AtomicFile } from './atomic-file.ts';

/** Writes a file as a whole or not at all, replacing an older one. TargetError when it cannot be written. */
export async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const file = await AtomicFile.create(path);
  try {
    await file.write(content);
    await file.close();
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
