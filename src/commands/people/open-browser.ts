import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addressPage } from '../../reports/people/page.ts';
import { writeWhole } from '../../system/atomic-file.ts';
import type { Language } from '../../texts/language.ts';

/** Leads a browser to the page; only its owner can read it, and it is removed when the command ends. */
const ADDRESS_FILE = 'people.html';

type Env = Readonly<Record<string, string | undefined>>;

/** Programs that open a file in the person's browser, by platform. */
const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
  linux: ['xdg-open'],
};

/**
 * Opens the page in a browser, where there is a screen. The address holds the token and command lines are visible to
 * other users of a machine, so the browser is given a file. Returns what removes it.
 */
export async function openInBrowser(
  work: string,
  address: string,
  { env, lang }: { readonly env: Env; readonly lang: Language },
): Promise<() => Promise<void>> {
  const [program] = OPENERS[process.platform] ?? [];
  const hasScreen = process.platform !== 'linux' || hasDisplay(env);
  if (program === undefined || !hasScreen) return async () => undefined;
  const path = join(work, ADDRESS_FILE);
  await writeWhole(path, addressPage(address, lang));
  const child = spawn(program, [path], { stdio: 'ignore', detached: true });
  // Without the program the person opens the address that was printed.
  child.on('error', () => undefined);
  child.unref();
  return () => rm(path, { force: true });
}

const hasDisplay = (env: Env): boolean =>
  (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
