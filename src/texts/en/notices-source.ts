import type { SOURCE_NOTICES } from '../../errors/notice-codes.ts';

/** What is wrong with the database or the file store. */
export const sourceNotices: Readonly<Record<keyof typeof SOURCE_NOTICES, string>> = {
  'ids-collide': 'two ids of the source collide in Slack: {collision}; please report this',
  'nothing-answers': 'nothing answers there',
  'no-such-host': 'no such host',
  'name-not-found': 'the name cannot be looked up',
  'no-answer-in-time': 'no answer in time',
  'no-route': 'no route to it',
  'no-such-socket': 'no such socket',
  'database-unreachable':
    'cannot reach the database at {where}: {reason} (check host, port and firewall)',
  'thread-out-of-memory':
    'a worker thread needed more than {mebibytes} MiB: run the same command with --workers 1, or with a smaller source.postsPerPage',
  'connection-lost': 'the connection to {where} was lost: run the same command again',
  'statement-ended':
    '{where}: somebody, or what watches over long statements, ended a statement; ask to be left out of it, and run the same command again',
  'replica-conflict':
    '{where}: the replica ended a statement for what it had to apply from its primary; raise max_standby_streaming_delay or set hot_standby_feedback there, and run the same command again',
  'statement-too-slow':
    'a statement took longer than {seconds} s: raise source.statementTimeoutMs or read from a replica',
  'database-refuses-user':
    "{where} refuses user '{user}': wrong user name or password ({password})",
  'password-from': 'the password is that of {place}',
  'password-typed': 'the password is the one that was typed',
  'no-password-given': 'no password was given: set it in the URL or in MM2SLACK_SOURCE_PASSWORD',
  'database-refuses-user-because': "{where} refuses user '{user}': {detail}",
  'database-not-allowed': "user '{user}' may not use database '{database}': {grant}",
  'no-such-database': "{where} has no database '{database}'",
  'no-select-on-table': "user '{user}' has no SELECT on table {table}: {grant}",
  'no-select-on-column': "user '{user}' may not read a column of table {table}: {grant}",
  'no-select-on': "user '{user}' has no SELECT on {thing}: {grant}",
  'database-without-tls': '{where} offers no TLS: set tls to off or enable it there',
  'database-said': '{where}: {detail}',
  'table-missing': 'the database has no table {table}',
  'table-missing-in-part':
    'the database has no table {table}: is this the whole Mattermost database?',
  'columns-of-other-types':
    'these columns have a type that no version of Mattermost gives them, so that they cannot be read for what they are: {columns}; restore the dump into a database of its own, give them the types of Mattermost there (ids and texts varchar or text, times and sizes bigint in milliseconds and bytes, yes or no boolean) and read that',
  'posts-in-other-schema':
    'schema {current} has no post, and schema {schemas} has tables of Mattermost with posts: add search_path={schema} to the address (…/database?search_path={schema})',
  'tables-in-other-schema':
    'the tables of Mattermost are in schema {schemas}: add search_path={schema} to the address (…/database?search_path={schema})',
  'not-mattermost':
    'this is not a Mattermost database: it has no tables Users, Channels and Posts (check the database name)',
  'too-many-doubled-ids':
    'table {table} has no primary key, and more than {max} ids are there several times: remove the rows that are there twice (a restore may have run twice), or restore the database anew',
  'files-not-a-folder': 'the files folder {directory} is not a folder',
  'files-folder-missing': 'the files folder {directory} does not exist or cannot be read',
  'file-not-in-store': 'the file {path} is not in the store',
  'file-not-readable':
    'the file {path} of the file store may not be read: allow this account to read it and to enter its folders, then run the same command again',
  'file-read-failed':
    'the file {path} of the file store cannot be read ({reason}): check the disk, network share or bucket that it is on, then run the same command again',
  'bucket-not-listed':
    'the bucket s3://{bucket} cannot be listed ({reason}); check its name, region and keys, and that s3:ListBucket and s3:GetObject are allowed',
  'file-not-readable-from-s3': 'the file {path} cannot be read from S3 ({reason})',
  'texts-read-as-latin1':
    '{undoable} of {texts} names and posts looked at (those beyond ASCII) are UTF-8 that was read as latin1 (開発 stands as é–‹ç™º; the first: {first}): restore the dump with the character set it has (mysql --default-character-set=utf8mb4), or set source.repairEncoding: {setting}, which undoes this, or none to migrate them as they are',
  'some-texts-read-as-latin1':
    '{undoable} of {texts} names and posts looked at (those beyond ASCII) look like UTF-8 that was read as latin1 (the first: {first}); they are too few for source.repairEncoding and are migrated as they are',
  'repair-refused':
    'source.repairEncoding: {setting} is refused, because most texts are sound: {undoable} of {texts} names and posts looked at (those beyond ASCII) can be undone; remove the setting, nothing was done',
  'repair-differs':
    "source.repairEncoding is '{now}', but '{before}' in {place}: set it to that value again; nothing was done",
  'the-plan': 'the plan',
  'the-ledger': 'the ledger of the work directory',
  'github-plugin-unreadable':
    'the subscriptions of the GitHub plugin cannot be read: its row in PluginKeyValueStore is not the JSON that the plugin writes',
  'table-not-carried':
    'table {table} is not there or may not be read by this account: what it holds is not carried',
};
