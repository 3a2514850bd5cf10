import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface MysqlBinaries {
  readonly kind: 'mysql';
  /** MariaDB's or MySQL's server. */
  readonly server: string;
  /** MariaDB's script that makes a data folder; undefined for MySQL, whose server does it itself. */
  readonly installer: string | undefined;
}

export interface PostgresBinaries {
  readonly kind: 'postgres';
  readonly server: string;
  readonly initdb: string;
}

const DEBIAN_PACKAGES = { mysql: 'mariadb-server', postgres: 'postgresql' } as const;
type ServerKind = keyof typeof DEBIAN_PACKAGES;

/**
 * Finds the servers of the given kinds. Where one is missing it is installed, if we are root on Debian;
 * else the error says in one line what to install.
 */
export async function findServers(kinds: readonly ServerKind[]): Promise<{
  mysql: MysqlBinaries | undefined;
  postgres: PostgresBinaries | undefined;
}> {
  const missing = kinds.filter((kind) => FINDERS[kind]() === undefined);
  if (missing.length > 0) await install(missing.map((kind) => DEBIAN_PACKAGES[kind]));
  const stillMissing = missing.filter((kind) => FINDERS[kind]() === undefined);
  if (stillMissing.length > 0)
    throw missingError(stillMissing.map((kind) => DEBIAN_PACKAGES[kind]));
  return {
    mysql: kinds.includes('mysql') ? findMysql() : undefined,
    postgres: kinds.includes('postgres') ? findPostgres() : undefined,
  };
}

/** The path of a program, whose Debian package is installed where it is missing and we are root. */
export async function needProgram(name: string, debianPackage: string): Promise<string> {
  const found = findProgram(name);
  if (found !== undefined) return found;
  await install([debianPackage]);
  const installed = findProgram(name);
  if (installed === undefined) throw new Error(`${debianPackage} has no ${name}`);
  return installed;
}

const FINDERS = { mysql: findMysql, postgres: findPostgres };

function findMysql(): MysqlBinaries | undefined {
  const server = findProgram('mariadbd') ?? findProgram('mysqld');
  if (server === undefined) return undefined;
  const installer = findProgram('mariadb-install-db') ?? findProgram('mysql_install_db');
  return { kind: 'mysql', server, installer };
}

function findPostgres(): PostgresBinaries | undefined {
  const link = findProgram('initdb');
  if (link === undefined) return undefined;
  const initdb = realpathSync(link);
  const server = join(dirname(initdb), 'postgres');
  return existsSync(server) ? { kind: 'postgres', server, initdb } : undefined;
}

function findProgram(name: string): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    '/usr/sbin',
    '/usr/local/sbin',
    ...debianPostgresFolders(),
  ];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Debian keeps `initdb` off the PATH, one folder a version; the newest first. */
function debianPostgresFolders(): string[] {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return [];
  const versions = readdirSync(base).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(base, version, 'bin'));
}

/** Programs that some tests need, and Debian's packages of them. */
const FOR_SOME_TESTS = [
  { programs: ['unzip'], packages: ['unzip'] },
  { programs: ['bsdtar'], packages: ['libarchive-tools'] },
  { programs: ['zsh'], packages: ['zsh'] },
  { programs: ['fish'], packages: ['fish'] },
  {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    packages: ['chromium', 'fonts-noto-cjk'],
  },
] as const;

/**
 * Installs them all at once where we may, before the tests begin: two that did so side by side would find apt locked.
 * What cannot be had is the affair of the tests that need it.
 */
export async function installForSomeTests(): Promise<void> {
  const missing = FOR_SOME_TESTS.filter(({ programs }) => !programs.some(findProgram));
  const packages = missing.flatMap((one) => one.packages);
  if (packages.length === 0 || !mayInstall()) return;
  try {
    await install(packages);
  } catch (error) {
    process.stderr.write(`${packages.join(' and ')}: not installed (${String(error)})\n`);
  }
}

const mayInstall = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version');

async function install(packages: readonly string[]): Promise<void> {
  if (!mayInstall()) throw missingError(packages);
  process.stderr.write(`installing ${packages.join(' and ')} for the tests\n`);
  // RUNLEVEL=1 keeps the package from starting its own service; ours runs on a port of its own anyway.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const options = { env, maxBuffer: 64 * 1024 * 1024 };
  await run('apt-get', ['update', '-q'], options);
  await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], options);
}

function missingError(packages: readonly string[]): Error {
  return new Error(
    `the tests need what is missing here: install it (Debian: apt-get install ${packages.join(' ')}); for database servers, or set MM2SLACK_TEST_MYSQL_URL / MM2SLACK_TEST_POSTGRES_URL`,
  );
}
