import type { DatabaseAddress } from '../../config.ts';

/** The account's name in the statements; its password is for a person to choose. */
const READER = 'mm2slack';

/** Statements that make an account which can read Mattermost's tables and nothing else. */
export function readerGrants(address: DatabaseAddress): readonly string[] {
  return address.engine === 'mysql' ? mysqlGrants(address) : postgresGrants(address);
}

function mysqlGrants({ database }: DatabaseAddress): readonly string[] {
  return [
    `CREATE USER '${READER}'@'%' IDENTIFIED BY '<a password>';`,
    `GRANT SELECT ON ${quoted(database, '`')}.* TO '${READER}'@'%';`,
  ];
}

function postgresGrants({ database, schema = 'public' }: DatabaseAddress): readonly string[] {
  const place = quoted(schema, '"');
  return [
    `CREATE ROLE ${READER} LOGIN PASSWORD '<a password>';`,
    `GRANT CONNECT ON DATABASE ${quoted(database, '"')} TO ${READER};`,
    `GRANT USAGE ON SCHEMA ${place} TO ${READER};`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA ${place} TO ${READER};`,
  ];
}

const quoted = (name: string, quote: string): string =>
  quote + name.replaceAll(quote, quote + quote) + quote;
