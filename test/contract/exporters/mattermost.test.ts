import { describeChangesContract } from '../suites/changes-contract.ts';
import { describePostsContract } from '../suites/posts-contract.ts';
import { describeSourceContract } from '../suites/source-contract.ts';

describeSourceContract('mysql');
describeSourceContract('postgres');
describePostsContract('mysql');
describePostsContract('postgres');
describeChangesContract('mysql');
describeChangesContract('postgres');
describeChangesContract('mysql', 1);
describeChangesContract('postgres', 1);
