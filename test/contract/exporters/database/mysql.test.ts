import { describeDatabaseContract } from '../../suites/database-contract.ts';

describeDatabaseContract('mysql');
