import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** A browser, and a font for Japanese. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-cjk'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a headless Chromium; close it in afterAll. Where there is none it is installed, if we are root on
 * Debian; else the error says in one line what to install.
 */
export async function startChromium(): Promise<Browser> {
  if (findProgram() === undefined) await install();
  const executablePath = findProgram();
  if (executablePath === undefined) throw missingError();
  return chromium.launch({ executablePath, args: FLAGS });
}

function findProgram(): string | undefined {
  const own = process.env['MM2SLACK_TEST_CHROMIUM'];
  return [...(own === undefined ? [] : [own]), ...PROGRAMS].find((file) => existsSync(file));
}

async function install(): Promise<void> {
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!canInstall) throw missingError();
  process.stderr.write(`installing ${DEBIAN_PACKAGES.join(' and ')} for the tests\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, maxBuffer: 64 * 1024 * 1024 };
  await run('apt-get', ['update', '-q'], options);
  await run(
    'apt-get',
    ['install', '-q', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES],
    options,
  );
}

function missingError(): Error {
  return new Error(
    `the tests need a browser: install Chromium (Debian: apt-get install ${DEBIAN_PACKAGES.join(' ')}) or set MM2SLACK_TEST_CHROMIUM to one`,
  );
}
