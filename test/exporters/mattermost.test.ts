import { describeChangesContract } from '../contracts/changes-contract.ts';
import { describePostsContract } from '../contracts/posts-contract.ts';
import { describeSourceContract } from '../contracts/source-contract.ts';

describeSourceContract('mysql');
describeSourceContract('postgres');
describePostsContract('mysql');
describePostsContract('postgres');
describeChangesContract('mysql');
describeChangesContract('postgres');
describeChangesContract('mysql', 1);
describeChangesContract('postgres', 1);
