import type { DatabaseAddress } from '../config.ts';
import type { Database, Engine } from './database.ts';

const OPENERS: Readonly<Record<Engine, (address: DatabaseAddress) => Promise<Database>>> = {
  mysql: async (address) => (await import('./mysql.ts')).openMysql(address),
  postgres: async (address) => (await import('./postgres.ts')).openPostgres(address),
};

/** Connects to the source; SourceError says in one line what is wrong with the address or the account. */
export function openDatabase(address: DatabaseAddress): Promise<Database> {
  return OPENERS[address.engine](address);
}
