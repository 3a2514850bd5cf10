import { describeDatabaseContract } from '../contracts/database-contract.ts';

describeDatabaseContract('postgres');
