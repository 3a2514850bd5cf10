import { describeBlocksContract } from '../../suites/blocks-contract.ts';
import { describeDatabaseContract } from '../../suites/database-contract.ts';

describeDatabaseContract('mysql');
describeBlocksContract('mysql');
