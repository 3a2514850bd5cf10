import { spawn } from 'node:child_process';
import { access, constants, mkdir, readdir, readFile } from 'node:fs/promises';
import { delimiter, join, relative, resolve, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { isObject, textOf } from '../../test/support/archive/json.ts';
import { readArchive } from '../../test/support/archive/read-archive.ts';
import { contentOf } from './content.ts';
import type { Reading } from './judge.ts';
import type { Output, Reader } from './readers.ts';

const TIMEOUT_MS = 300_000;
const MAX_WARNINGS = 10;
const MAX_WARNING_CHARS = 160;
/** Files of a reader's output that are read; of others only the names are taken. */
const READ = /\.(?:html|jsonl?|log)$/;

/** The readers whose program lies in a folder of `path`, in their order, `program` with its folder. */
export async function readersOn(path: string, readers: readonly Reader[]): Promise<Reader[]> {
  const found: Reader[] = [];
  for (const reader of readers) {
    const program = await locate(path, reader.program);
    if (program !== undefined) found.push({ ...reader, program });
  }
  return found;
}

/** Runs a reader on an archive, in the folder `out`, which is made. A reader that fails is a reading too. */
export async function read(
  reader: Reader,
  archive: string,
  zip: string,
  out: string,
): Promise<Reading> {
  await mkdir(out, { recursive: true });
  const opened = await readArchive(zip);
  const content = await contentOf(opened).finally(opened.close);
  const { code, log } = await run(reader, zip, out);
  const reading = { reader: reader.name, archive, content };
  if (code !== 0) {
    const said = log.trim().split('\n').slice(-3).join(' | ');
    return { ...reading, taken: `it ended with ${code}: ${said}`, warnings: [] };
  }
  const output = await outputIn(out);
  const logs = [...output].filter(([name]) => /^[^/]+\.log$/.test(name)).map(([, lines]) => lines);
  return {
    ...reading,
    taken: reader.parse(output, content),
    warnings: warningsIn([log, ...logs].join('\n')),
  };
}

/** Lines of a log that warn, each once, the first of them, cut; of a line of JSON its `msg`. */
export function warningsIn(log: string): readonly string[] {
  const lines = log.split('\n').filter((line) => /\b(?:WARN(?:ING)?|ERROR?)\b/i.test(line));
  const cut = lines.map((line) => (messageOf(line) ?? line.trim()).slice(0, MAX_WARNING_CHARS));
  const distinct = [...new Set(cut)];
  const more = distinct.length - MAX_WARNINGS;
  return more > 0 ? [...distinct.slice(0, MAX_WARNINGS), `and ${more} more`] : distinct;
}

/** The message of a line as logrus writes it: `{"level":"warning","msg":"…","time":"…"}`. */
function messageOf(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? textOf(value, 'msg') : undefined;
  } catch {
    return undefined;
  }
}

async function locate(path: string, program: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((folder) => folder !== '')) {
    const file = resolve(folder, program);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

async function run(
  reader: Reader,
  zip: string,
  out: string,
): Promise<{ code: number; log: string }> {
  const child = spawn(reader.program, reader.args(zip, out), {
    cwd: out,
    // slack-export-viewer unpacks into the system's folder for temporary files and leaves it there.
    env: { ...process.env, TMPDIR: out },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  const ended = new Promise<number>((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done(code ?? 1));
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, log: `${stdout}\n${stderr}` };
}

async function outputIn(folder: string): Promise<Output> {
  const output = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (name.startsWith('_slackviewer/')) continue;
    output.set(name, READ.test(name) ? await readFile(path, 'utf8') : '');
  }
  return output;
}
