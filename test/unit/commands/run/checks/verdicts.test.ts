import { describe, expect, it } from 'vitest';
import { guarded, ok } from '../../../../../src/commands/run/checks/check.ts';
import { charsetCheck, readerGrants } from '../../../../../src/commands/run/checks/database.ts';
import { checkNode, roomVerdict } from '../../../../../src/commands/run/checks/machine.ts';
import { clockCheck } from '../../../../../src/commands/run/checks/slack.ts';
import { lineText } from '../../../../../src/reports/notices.ts';
import { addressOf } from '../../../../support/servers/address.ts';

const MEBIBYTE = 1024 * 1024;

describe('a check that fails in a way that nobody foresaw', () => {
  it('is a failure in one line, without a stack', async () => {
    const broken = () => Promise.reject(new TypeError('first line\n    second line'));
    expect(await guarded('files', broken)).toEqual([
      { id: 'files', state: 'failure', message: 'first line second line', hints: [] },
    ]);
  });

  it('changes nothing of one that does not', async () => {
    const checks = [ok('files', 'fine')];
    expect(await guarded('files', async () => checks)).toBe(checks);
  });
});

describe('the version of Node', () => {
  it.each([
    ['18.20.4', 'failure'],
    ['20.18.3', 'failure'],
    ['20.19.0', 'warning'],
    ['22.1.0', 'warning'],
    ['24.0.0', 'ok'],
    ['25.3.1', 'ok'],
  ])('%s is %s', (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });
});

describe('the clock', () => {
  it.each([
    [30_000, 'ok'],
    [-30_000, 'ok'],
    [30_001, 'warning'],
    [-3_600_000, 'warning'],
    [undefined, 'skipped'],
  ])('%s ms away from Slack is %s', (skewMs, state) => {
    expect(clockCheck(skewMs).state).toBe(state);
  });
});

describe('the disk', () => {
  it.each([
    ['100 MiB are the least', 99 * MEBIBYTE, 0, 'failure'],
    ['100 MiB are enough for a small server', 100 * MEBIBYTE, 50 * MEBIBYTE, 'ok'],
    ['twice the posts are enough', 2_000 * MEBIBYTE, 1_000 * MEBIBYTE, 'ok'],
    ['less than twice the posts is not', 2_000 * MEBIBYTE - 1, 1_000 * MEBIBYTE, 'failure'],
  ])('%s', (_name, freeBytes, postsBytes, state) => {
    expect(roomVerdict('disk', '/srv', freeBytes, postsBytes).state).toBe(state);
  });
});

describe('the way text is stored', () => {
  const posts = { place: 'Posts.Message', charset: 'utf8mb4', collation: 'utf8mb4_general_ci' };

  it('is well when every column holds every character alike', () => {
    expect(charsetCheck([posts, { ...posts, place: 'Teams.DisplayName' }]).state).toBe('ok');
  });

  it.each(['latin1', 'utf8mb3', 'utf8', 'cp932', 'SQL_ASCII', 'EUC_JP'])(
    'gets a warning that names each column in %s',
    (charset) => {
      const check = charsetCheck([posts, { ...posts, place: 'Teams.DisplayName', charset }]);
      expect(check.state).toBe('warning');
      expect(lineText(check.message, 'en')).toContain(`Teams.DisplayName (${charset})`);
      expect(lineText(check.message, 'en')).not.toContain('Posts.Message');
    },
  );

  it('gets a warning for a mixture of collations', () => {
    const other = { ...posts, collation: 'utf8mb4_0900_ai_ci' };
    const check = charsetCheck([posts, other]);
    expect(check.state).toBe('warning');
    expect(lineText(check.message, 'en')).toContain(
      'utf8mb4_general_ci; utf8mb4, utf8mb4_0900_ai_ci',
    );
  });
});

describe('the statements for an account that can only read', () => {
  it('quote the database of MySQL, whatever its name', () => {
    const address = { ...addressOf('mysql://u:p@h/mm'), database: 'my`db' };
    expect(readerGrants(address)).toEqual([
      "CREATE USER 'mm2slack'@'%' IDENTIFIED BY '<a password>';",
      "GRANT SELECT ON `my``db`.* TO 'mm2slack'@'%';",
    ]);
  });

  it('name database and schema of PostgreSQL', () => {
    const address = { ...addressOf('postgres://u:p@h/mm-8'), schema: 'Chat' };
    expect(readerGrants(address)).toEqual([
      "CREATE ROLE mm2slack LOGIN PASSWORD '<a password>';",
      'GRANT CONNECT ON DATABASE "mm-8" TO mm2slack;',
      'GRANT USAGE ON SCHEMA "Chat" TO mm2slack;',
      'GRANT SELECT ON ALL TABLES IN SCHEMA "Chat" TO mm2slack;',
    ]);
  });
});
