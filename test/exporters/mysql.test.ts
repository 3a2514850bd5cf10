import { describeDatabaseContract } from '../contracts/database-contract.ts';

describeDatabaseContract('mysql');
