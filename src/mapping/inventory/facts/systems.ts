import type { FactTable } from './fact-table.ts';

/**
 * Amazon Linux: the end of security support. Amazon moved that of Amazon Linux 2 from 2023 to 2025 and then to 2026
 * (aws.amazon.com/amazon-linux-2/faqs/).
 */
export const AMAZON_LINUX: FactTable = {
  product: 'system',
  asOf: '2026-08-22',
  maxAgeDays: 365,
  source: 'https://endoflife.date/amazon-linux',
  rows: [
    ['Amazon Linux 2', '2018-06-26', '2026-06-30'],
    ['Amazon Linux 2023', '2023-03-01', '2029-06-30'],
  ],
};

/** Ubuntu: the end of maintenance without Ubuntu Pro. */
export const UBUNTU: FactTable = {
  product: 'system',
  asOf: '2026-08-22',
  maxAgeDays: 365,
  source: 'https://wiki.ubuntu.com/Releases',
  rows: [
    ['Ubuntu 16.04', '2016-04-21', '2021-04-02'],
    ['Ubuntu 18.04', '2018-04-26', '2023-05-31'],
    ['Ubuntu 20.04', '2020-04-23', '2025-05-31'],
    ['Ubuntu 22.04', '2022-04-21', '2027-04-01'],
    ['Ubuntu 24.04', '2024-04-25', '2029-05-31'],
    ['Ubuntu 26.04', '2026-04-23', '2031-04-30'],
  ],
};

/** Red Hat Enterprise Linux: the end of maintenance support. */
export const RHEL: FactTable = {
  product: 'system',
  asOf: '2026-08-22',
  maxAgeDays: 365,
  source: 'https://access.redhat.com/support/policy/updates/errata',
  rows: [
    ['Red Hat Enterprise Linux 6', '2010-11-10', '2020-11-30'],
    ['Red Hat Enterprise Linux 7', '2014-06-10', '2024-06-30'],
    ['Red Hat Enterprise Linux 8', '2019-05-07', '2029-05-31'],
    ['Red Hat Enterprise Linux 9', '2022-05-18', '2032-05-31'],
    ['Red Hat Enterprise Linux 10', '2025-05-20', '2035-05-31'],
  ],
};

/** Debian: the end of the security team's support; LTS by others goes on longer. */
export const DEBIAN: FactTable = {
  product: 'system',
  asOf: '2026-08-22',
  maxAgeDays: 365,
  source: 'https://wiki.debian.org/DebianReleases',
  rows: [
    ['Debian 8', '2015-04-25', '2018-06-17'],
    ['Debian 9', '2017-06-17', '2020-07-18'],
    ['Debian 10', '2019-07-06', '2022-09-10'],
    ['Debian 11', '2021-08-14', '2024-08-14'],
    ['Debian 12', '2023-06-10', '2026-07-11'],
    ['Debian 13', '2025-08-09', '2028-08-09'],
  ],
};

/** CentOS Linux, of which 8 was the last. */
export const CENTOS: FactTable = {
  product: 'system',
  asOf: '2026-08-22',
  maxAgeDays: 365,
  source: 'https://endoflife.date/centos',
  rows: [
    ['CentOS 6', '2011-07-10', '2020-11-30'],
    ['CentOS 7', '2014-07-07', '2024-06-30'],
    ['CentOS 8', '2019-09-24', '2021-12-31'],
  ],
};

/** CentOS Stream. */
export const CENTOS_STREAM: FactTable = {
  product: 'system',
  asOf: '2026-08-22',
  maxAgeDays: 365,
  source: 'https://endoflife.date/centos-stream',
  rows: [
    ['CentOS Stream 8', '2019-09-24', '2024-05-31'],
    ['CentOS Stream 9', '2021-09-15', '2027-05-31'],
    ['CentOS Stream 10', '2024-12-12', '2030-05-31'],
  ],
};
