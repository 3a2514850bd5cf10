import { describe, expect, it } from 'vitest';
import { rightsInGrants } from '../../../../src/exporters/checks/rights.ts';

const USAGE = "GRANT USAGE ON *.* TO `r`@`%` IDENTIFIED BY PASSWORD '*9080A2E3'";

describe('rights in the lines of SHOW GRANTS', () => {
  it.each<[name: string, grants: readonly string[], rights: readonly string[]]>([
    ['a reader has none beyond reading', ['GRANT SELECT ON `mm`.* TO `r`@`%`'], []],
    ['several stand sorted', ['GRANT UPDATE, INSERT ON `mm`.* TO `r`@`%`'], ['INSERT', 'UPDATE']],
    ['all are all', ['GRANT ALL PRIVILEGES ON *.* TO `r`@`%`'], ['ALL PRIVILEGES']],
    ['one table counts', ['GRANT DELETE ON `mm`.`Posts` TO `r`@`%`'], ['DELETE']],
    [
      'columns in brackets are no rights',
      ['GRANT SELECT (`Id`, `DROP`), UPDATE (`Id`) ON `mm`.`Posts` TO `r`@`%`'],
      ['UPDATE'],
    ],
    ['another database does not count', ['GRANT ALL PRIVILEGES ON `mm2`.* TO `r`@`%`'], []],
    ['% in a database name is a wildcard', ['GRANT INSERT ON `m%`.* TO `r`@`%`'], ['INSERT']],
    ['_ in a database name is a wildcard', ['GRANT INSERT ON `m_`.* TO `r`@`%`'], ['INSERT']],
    ['unless a backslash stands before it', ['GRANT INSERT ON `m\\_`.* TO `r`@`%`'], []],
    [
      'the right to pass rights on is one',
      ['GRANT SELECT ON `mm`.* TO `r`@`%` WITH GRANT OPTION'],
      ['GRANT OPTION'],
    ],
    [
      'dynamic ones are named too',
      ['GRANT BACKUP_ADMIN,SYSTEM_USER ON *.* TO `r`@`%`'],
      ['BACKUP_ADMIN', 'SYSTEM_USER'],
    ],
    ['a proxy has no rights of its own', ["GRANT PROXY ON ''@'%' TO `r`@`%`"], []],
  ])('%s', (_name, grants, rights) => {
    expect(rightsInGrants([USAGE, ...grants], 'mm')).toEqual({ rights, unknownRoles: [] });
  });

  it('count where they come through a role whose lines stand there, as in MariaDB', () => {
    const grants = [
      'GRANT `writers` TO `r`@`%`',
      USAGE,
      'GRANT SELECT ON `mm`.* TO `r`@`%`',
      'GRANT USAGE ON *.* TO `writers`',
      'GRANT SELECT, INSERT ON `mm`.* TO `writers`',
      'SET DEFAULT ROLE `writers` FOR `r`@`%`',
    ];
    expect(rightsInGrants(grants, 'mm')).toEqual({ rights: ['INSERT'], unknownRoles: [] });
  });

  it('are unknown where only the role is named, as in MySQL', () => {
    const grants = ['GRANT SELECT ON `mm`.* TO `r`@`%`', 'GRANT `writers`@`%`,`a`@`b` TO `r`@`%`'];
    expect(rightsInGrants(grants, 'mm')).toEqual({
      rights: [],
      unknownRoles: ['`writers`@`%`', '`a`@`b`'],
    });
  });
});
