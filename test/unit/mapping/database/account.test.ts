import { describe, expect, it } from 'vitest';
import { databaseAccount, tableFate } from '../../../../src/mapping/database/account.ts';
import { COLUMN_PLACES } from '../../../../src/mapping/database/columns.ts';
import { leftBehind } from '../../../../src/mapping/database/left-behind.ts';
import { PART_FATES, PLACE_OF, TABLE_FATES } from '../../../../src/mapping/database/places.ts';
import { type DatabaseRows, TABLE_PARTS } from '../../../../src/model/database-rows.ts';
import { type User, userId } from '../../../../src/model/model.ts';
import { databaseLines, databaseTables, wordedParts } from '../../../../src/reports/database.ts';
import { TEXTS } from '../../../../src/texts/texts.ts';

/** Tables of servers of 8.1 (MySQL) and 11.4 (PostgreSQL), as their dumps name them. */
const SERVER_TABLES = `accesscontrolpolicies accesscontrolpolicyhistory audits bots channelbookmarks
  channelmemberhistory channelmembers channels clusterdiscovery commands commandwebhooks compliances
  contentflaggingcommonreviewers contentflaggingteamreviewers contentflaggingteamsettings db_lock db_migrations
  desktoptokens drafts emoji fileinfo groupchannels groupmembers groupteams incomingwebhooks jobs licenses linkmetadata
  notifyadmin oauthaccessdata oauthapps oauthauthdata outgoingoauthconnections outgoingwebhooks
  persistentnotifications pluginkeyvaluestore postacknowledgements postreminders posts postspriority preferences
  productnoticeviewstate propertyfields propertygroups propertyvalues publicchannels reactions readreceipts
  recentsearches remoteclusters retentionidsfordeletion retentionpolicies retentionpolicieschannels
  retentionpoliciesteams roles scheduledposts schemes sessions sharedchannelattachments sharedchannelremotes
  sharedchannels sharedchannelusers sidebarcategories sidebarchannels status systems teammembers teams temporaryposts
  termsofservice threadmemberships threads tokens translations uploadsessions useraccesstokens usergroups users
  usertermsofservice attributeview bot_posts_by_team_day file_stats posts_by_team_day poststats
  TrueUpReviewHistory schema_migrations JobStatuses PasswordRecovery
  IR_Incident IR_Playbook IR_db_migrations focalboard_blocks focalboard_boards calls calls_jobs`
  .split(/\s+/)
  .map((name) => name.trim());

const PERSON: User = {
  ...{ id: userId('u'), username: 'u', email: '', firstName: '', lastName: '', nickname: '' },
  ...{ position: '', kind: 'person', roles: [], locale: 'ja', timezone: undefined, remoteId: '' },
  ...{ createAtMs: 1, updateAtMs: 1, deleteAtMs: undefined, customStatus: undefined },
};

const row = (name: string, rows = 1) => ({ name, columns: [], rows, precision: 'exact' }) as const;

/** Of archives without lists of bookmarks. */
const accountOf = (rows: DatabaseRows) => databaseAccount(rows, false);

describe('the account of a database', () => {
  it.each(SERVER_TABLES)('has a place for the table %s', (name) => {
    expect(tableFate(name).fate).not.toBe('unknown-table');
    expect(tableFate(name.toUpperCase())).toEqual(tableFate(name));
  });

  it('names the columns of every table that it moves or keeps, but where files have them all', () => {
    const whole: readonly string[] = ['boards-files', 'playbooks-files'];
    const inParts = [...TABLE_FATES.values()].filter(
      ({ fate }) => /^(moved|kept)$/.test(PLACE_OF[fate]) && !whole.includes(fate),
    );
    expect(inParts.map(({ name }) => name).sort()).toEqual([...COLUMN_PLACES.keys()].sort());
  });

  it('gives every table of the source exactly one line, whatever its name', () => {
    const names = [
      ...SERVER_TABLES,
      'my_plugin',
      '',
      'constructor',
      '__proto__',
      'IR_Novel',
      'Posts2',
    ];
    const { tables } = accountOf({ tables: names.map((name) => row(name)), parts: [] });
    expect(tables).toHaveLength(names.length);
    expect(tables.filter(({ place }) => place === 'unknown').map(({ table }) => table)).toEqual([
      ...['', '__proto__', 'constructor', 'IR_Novel', 'my_plugin', 'Posts2'],
    ]);
  });

  it('counts bookmarks as moved where an archive lists them, and as kept otherwise', () => {
    const rows = {
      tables: [row('channelbookmarks')],
      parts: [{ part: 'bookmarks', rows: 1, precision: 'exact' }],
    } as const;
    for (const areListed of [true, false]) {
      const { tables, parts } = databaseAccount(rows, areListed);
      for (const line of [...tables, ...parts]) {
        expect(line).toMatchObject(
          areListed
            ? { place: 'moved', fate: 'bookmarks-message' }
            : { place: 'kept', fate: 'bookmarks-file' },
        );
      }
    }
  });

  it('names columns that no version of Mattermost has', () => {
    const tables = [
      { ...row('users'), columns: ['id', 'props', 'badge_number'] },
      { ...row('drafts'), columns: ['anything'] },
    ];
    const account = accountOf({ tables, parts: [] });
    expect(account.tables.map(({ unknownColumns }) => unknownColumns)).toEqual([
      ['badge_number'],
      [],
    ]);
  });
});

describe('its report', () => {
  const account = accountOf({
    tables: [
      row('posts', 12),
      { ...row('my_plugin\u001b[31m'), rows: 120_000, precision: 'estimate' },
      { ...row('sessions'), rows: undefined, precision: 'not-readable' },
    ],
    parts: [
      { part: 'saved-posts', rows: 776, precision: 'exact' },
      { part: 'drafts', rows: 0, precision: 'exact' },
      { part: 'user-groups', rows: 3, precision: 'exact' },
    ],
  });

  it.each(['en', 'ja'] as const)('names in %s columns that have no place', (lang) => {
    const odd = { ...row('users'), columns: ['Id', 'badge_\u001b[31mnumber'] };
    const lines = databaseLines(accountOf({ tables: [odd], parts: [] }), lang);
    expect(lines.at(-1)).toContain('Users.badge_');
    expect(lines.join('')).not.toContain('\u001b');
  });

  it.each(['en', 'ja'] as const)(
    'tells in %s in three lines what stays and what is unknown',
    (lang) => {
      const lines = databaseLines(account, lang);
      expect(lines).toHaveLength(3);
      const [sum, stays, unknown] = lines;
      expect(sum).toMatch(/3/);
      expect(stays).toContain('776');
      expect(stays).not.toContain(TEXTS[lang].tables.parts.drafts);
      expect(unknown).toContain('my_plugin (≈ 120,000)');
      expect(lines.join('')).not.toContain('\u001b');
    },
  );

  it('has a loss with a code and a count for each part that stays and has rows', () => {
    const parts = TABLE_PARTS.map((part, at) => ({ part, rows: at, precision: 'exact' }) as const);
    const left = wordedParts(leftBehind(accountOf({ tables: [], parts })), 'en');
    const staying = parts.filter(
      ({ part, rows }) => rows > 0 && PLACE_OF[PART_FATES[part]] !== 'moved',
    );
    expect(left.map(({ code, count }) => [code, count])).toEqual(
      staying.map(({ part, rows }) => [`${part.replaceAll('-', '_')}_left_behind`, rows]),
    );
    for (const { says, advice } of left) expect(`${says}${advice}`).not.toMatch(/[{}]|undefined/);
  });

  it('counts of custom statuses those that are over, to the millisecond', () => {
    const parts = [{ part: 'custom-status', rows: 9, precision: 'at-least' }] as const;
    const users = [undefined, 99, 100, 101].map((expiresAtMs, at) => ({
      ...PERSON,
      id: userId(`u${at}`),
      customStatus: { emoji: 'x', text: '', expiresAtMs },
    }));
    const of = (todayMs: number) =>
      leftBehind(accountOf({ tables: [], parts }), { users, todayMs });
    expect(of(98)).toEqual([]);
    expect(of(100)).toMatchObject([
      { code: 'custom_status_left_behind', count: 2, precision: 'exact' },
    ]);
    expect(of(101)).toMatchObject([{ count: 3 }]);
  });

  it('shows every table and part, and says what was not readable', () => {
    const [parts, tables] = databaseTables(account, 'en');
    expect(parts?.rows.map(([, rows]) => rows)).toEqual(['776', '0', '3']);
    expect(tables?.rows.map(([name, rows]) => [name, rows])).toEqual([
      ['Posts', '12'],
      ['Sessions', 'not readable'],
      ['my_plugin', '≈ 120,000'],
    ]);
  });
});
