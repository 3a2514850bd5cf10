import { describeBlocksContract } from '../../suites/blocks-contract.ts';
import { describeDatabaseContract } from '../../suites/database-contract.ts';

describeDatabaseContract('postgres');
describeBlocksContract('postgres');
