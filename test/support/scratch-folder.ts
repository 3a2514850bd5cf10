import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quickRoot } from './quick-root.ts';

export interface ScratchFolder {
  readonly path: string;
  /** A path inside the folder. */
  join(...parts: readonly string[]): string;
  remove(): Promise<void>;
}

/**
 * An empty folder of the test's own, on the disk only if programs are run from it; remove it in afterAll or afterEach.
 */
export async function makeScratchFolder({ isForPrograms = false } = {}): Promise<ScratchFolder> {
  const root = isForPrograms ? tmpdir() : quickRoot();
  const path = await mkdtemp(join(root, 'mm2slack-test-'));
  return {
    path,
    join: (...parts) => join(path, ...parts),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
