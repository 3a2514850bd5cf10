import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEmbeddedServer } from '../demo/embedded-server.ts';
import { writeFileStore } from '../fixtures/files.ts';
import { startChromium } from '../test/support/browser/chromium.ts';

/*
 * Makes what the README shows, from the fixtures: docs/demo.cast (asciicast v2, docs.asciinema.org/manual/asciicast/v2),
 * a real run with its real output and time, and a picture of the plan's page. `npm run generate:pictures`
 */

const CLI = resolve('dist/cli.js');
const COMMANDS: readonly (readonly string[])[] = [
  ['plan', '--quiet'],
  ['zip', '--out', 'slack-import.zip'],
  ['verify', '--zip', 'slack-import.zip'],
];
const PAUSE_S = 1.5;
const WIDTH_PX = 1280;
/** Ends below the totals. */
const HEIGHT_PX = 815;

const folder = await mkdtemp(join(tmpdir(), 'mm2slack-pictures-'));
const server = await startEmbeddedServer();
try {
  await writeFileStore(join(folder, 'files'));
  await writeFile(
    join(folder, 'mm2slack.yaml'),
    `source:\n  url: ${server.url}\n  siteUrl: https://chat.example.co.jp\nfiles: files\n`,
  );
  await writeFile('docs/demo.cast', await cast());
  await picture(join(folder, 'mm2slack-work', 'plan.html'), 'docs/images/plan-report.png');
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function cast(): Promise<string> {
  const events: (readonly [seconds: number, kind: 'o', text: string])[] = [];
  let seconds = 0;
  const show = (text: string): void => {
    const at = Number(seconds.toFixed(2));
    const shown = text.replaceAll('\n', '\r\n');
    const last = events.at(-1);
    if (last?.[0] === at) events[events.length - 1] = [at, 'o', last[2] + shown];
    else events.push([at, 'o', shown]);
  };
  for (const command of COMMANDS) {
    show(`$ mm2slack ${command.join(' ')}\n`);
    const startMs = performance.now();
    const before = seconds;
    await run(command, (text) => {
      seconds = before + (performance.now() - startMs) / 1000;
      show(text);
    });
    seconds += PAUSE_S;
  }
  const header = { version: 2, width: 120, height: 36, title: 'mm2slack: plan, zip, verify' };
  return `${[header, ...events].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

async function run(command: readonly string[], show: (text: string) => void): Promise<void> {
  const child = spawn(process.execPath, [CLI, ...command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (bytes: Buffer) => show(bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => show(bytes.toString()));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`mm2slack ${command[0]} ended with ${code}`);
}

async function picture(page: string, path: string): Promise<void> {
  await mkdir('docs/images', { recursive: true });
  const browser = await startChromium();
  try {
    const context = await browser.newContext({
      viewport: { width: WIDTH_PX, height: HEIGHT_PX },
      colorScheme: 'light',
    });
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path });
  } finally {
    await browser.close();
  }
}
