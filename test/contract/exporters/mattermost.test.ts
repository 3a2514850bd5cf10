import { bulkKind, databaseKind } from '../../support/mattermost/contract-subject.ts';
import { describeChangesContract } from '../suites/changes-contract.ts';
import { describePostsContract } from '../suites/posts-contract.ts';
import { describeSourceContract } from '../suites/source-contract.ts';

for (const kind of [databaseKind('mysql'), databaseKind('postgres'), bulkKind]) {
  describeSourceContract(kind);
  describePostsContract(kind);
}
describeChangesContract('mysql');
describeChangesContract('postgres');
describeChangesContract('mysql', 1);
describeChangesContract('postgres', 1);
