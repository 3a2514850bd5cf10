import type { RUN_NOTICES } from '../../errors/notice-codes.ts';

/** What a command has to say beside its report. */
export const runNotices: Readonly<Record<keyof typeof RUN_NOTICES, string>> = {
  interrupted: 'interrupted',
  'name-not-selected': "no channel or team is called '{name}': nothing was done",
  'archive-is-redacted':
    '{name} was made with --redact-secrets: pass it again, or set redactSecrets: true in the configuration; nothing was done',
  'archive-has-other-bookmarks':
    '{name} was made with zip.bookmarks: {setting}; set the same in the configuration. Nothing was done',
  'ledger-missing': 'there is no {path}: run replay or adopt first, or name archives with --zip',
  'ledger-has-no-channel':
    'the ledger has none of the selected channels; run replay or adopt first',
  'loss-line-unreadable': '{path}, line {line}: not a recorded loss',
  'manifest-line-unreadable': '{path}, line {line}: not a line of a manifest',
  'losses-replaced':
    '{archives}: an older mm2slack kept the losses of its last archive alone, so verify cannot explain what the others lack; build one archive of everything under another name and in a new work directory (zip --out OTHER.zip --work OTHER, with the same options), which records the losses again, then verify with --work for both directories',
  'manifest-missing':
    '{name} has no manifest in the work directory, so its checksums were not compared',
  'manifest-cut':
    '{path} is damaged: it ends before it lists {name}, so its checksums were not compared, and what it recorded of options and times is not known. Put a copy of the whole manifest in its place',
  'earlier-lists-differ':
    '{name}: {count} {count:entry|entries} of its lists {count:is|are} not as in the last archive. Without a manifest, verify cannot tell whether that changed in Mattermost or in the file; only what never changes was compared',
  'manifest-version-unknown': '{path}: version {version}; this mm2slack reads version {known}',
  'verify-account-unbalanced':
    'the account does not balance: {read} {read:post|posts} read, {compared} compared, {missing} unaccounted for',
  'ids-equal-in-slack': '{first} and {second} would both be {slackId}',
  'merge-target-hidden':
    'channel {channel}: the workspace has no channel {target} that the token can see; invite the app to it, or decide otherwise',
  'target-channel-public':
    'channel {channel}: it is {type} in Mattermost, and {target} in Slack is public; make that one private, or decide otherwise',
  'adopt-channel-ambiguous':
    '{channel}: several channels have this name; put the id of one into channels.csv',
  'adopt-channel-other-kind':
    '{channel}: the channel with this name is of another kind (public or private); put the right id into channels.csv',
  'adopt-channel-hidden':
    '{channel}: the app sees no channel with this name; invite the app to it, or put its id into channels.csv',
  'direct-imported':
    '{count} direct and group {count:conversation|conversations} came with the import, where no app sees them: sync, files and verify leave them out; ask their people to look',
  'people-not-counted':
    'people are not counted: no decision matches one with an account of the workspace (mm2slack plan --target slack matches by e-mail); who wrote each message is compared all the same',
  'stopped-resumable': '{problem}; run the same command again to resume',
  'saved-posts-not-renewed':
    'the pages of saved posts could not be written again with their links: {problem}',
  'pass-failed': 'this pass failed, the next one retries: {problem}',
  'joined-by-comma': '{first}, {second}',
  'joined-by-semicolon': '{first}; {second}',
  'nothing-given': 'nothing',
  'link-key-missing':
    'MM2SLACK_LINK_KEY is not set; links to files are signed with it (openssl rand -hex 32)',
  'links-impossible':
    'files.deliver is link: set files.linkBaseUrl to the address of mm2slack serve-files, or use a file store in S3',
  'links-unconfirmed':
    "it is not confirmed that Slack's import fetches files from links: try it with a small archive first (files.deliver: api uploads them)",
  'links-short-lived':
    'presigned links expire after at most {days} {days:day|days}; an import can take longer, and files that it has not fetched by then are lost. Links of mm2slack serve-files can live longer',
  'links-short-lived-by-role':
    'presigned links expire after at most {days} {days:day|days}, and with the credentials of a role when its session ends, often after an hour; an import can take longer, and files that it has not fetched by then are lost. Links of mm2slack serve-files can live longer',
  'proposals-followed':
    '{count} {count:proposal|proposals} of the inventory {count:is|are} taken over ({file})',
  'lines-followed': '{count} {count:line|lines} of {file} {count:is|are} applied',
  'mapping-file-missing': 'people.mapping: there is no file {path}',
  'plan-file-missing': 'there is no plan {path}; make one with mm2slack plan',
  'strict-needs-plan': '--strict needs --plan',
  'flag-wider-than-plan':
    "{flag}: '{wanted}' selects more than the plan, which says '{planned}'; select less, or make a new plan",
  'plan-teams-with-direct':
    'the plan has teams and direct or group messages, which belong to no team and would be in every part of a move split by team; run it once with --include public,private and once with --include direct,group',
  'flag-differs-from-plan': "{flag}: '{wanted}', the plan says '{planned}'; make a new plan",
  'slack-token-missing':
    'SLACK_TOKEN is not set; set it to the bot token of your Slack app (mm2slack doctor --manifest prints what makes one)',
  'time-limit-reached': 'the time limit is reached; run the same command again to resume',
  'workspace-is-redacted':
    'the workspace was filled with --redact-secrets: pass it again, or set redactSecrets: true in the configuration; nothing was done',
  'channel-join-refused':
    'Slack does not allow the app to join the channel #{name} ({problem}); invite it there',
  'channel-creation-refused':
    'Slack does not allow the app to create the channel #{name} ({problem}); give it another name in channels.csv',
  'since-last-and-rehearsal': '--since-last and --rehearsal: a rehearsal cannot be continued',
  'since-last-and-bundle':
    '--since-last and files.deliver: bundle: an archive for keeping always contains everything',
  'csv-and-since-last':
    "--format csv and --since-last: Slack's text import cannot say what is already there; write all of it, or a period with --from and --to",
  'csv-and-split': '--format csv has one file a channel: only --split-by visibility works with it',
  'csv-and-rehearsal':
    '--format csv and --rehearsal: a text import has no e-mail addresses to move; import it into a test workspace as it is',
  'csv-and-permalinks':
    '--format csv and --rewrite-permalinks: Slack gives messages of a text import ids that nobody knows before, so links cannot lead to them',
  'bookmarks-not-listed':
    'zip.bookmarks: message: with --to no lists of bookmarks are written, because the end of the channels is not in the archive; the one without --to has them',
  'csv-and-bookmarks':
    '--format csv and zip.bookmarks: message: a text import has no pinned messages; set zip.bookmarks to none, and take bookmarks.csv of mm2slack plan',
  'csv-and-delivery':
    "--format csv and files.deliver: {deliver}: Slack's text import has no files; set files.deliver to none, and each message names its files",
  'csv-quoting-without-csv': '--csv-quoting is only for --format csv',
  'csv-and-other-archives':
    'these archives are of two formats: give those of --format csv and the others to separate runs of verify',
  'since-last-without-archive':
    '--since-last: there is no {path}, so no archive was made with this --work; make the first one without --since-last',
  'since-last-name-taken':
    '--since-last: {name} is the name of an earlier archive whose posts count as exported, and its records would be replaced; use another name for --out',
  'name-in-chain':
    '{name} is the name of an archive that --since-last goes on from, and its records would be replaced; use another name for --out',
  'archive-finished':
    '{archives}: complete. The run that wrote this was stopped while it gave its archives their names, which is finished now; nothing else was written. Compare it with verify --zip, and write what is newer into another archive with --since-last',
  'archive-written':
    '{archives}: complete, from the last run; nothing else was written. Compare it with verify --zip, and write what is newer into another archive with --since-last; --force without --since-last writes all of it anew',
  'since-last-option-differs':
    "--since-last: {option} is '{value}', but '{before}' in the earlier archives; use the same",
  'since-last-older-posts':
    '--since-last: older posts would follow newer ones that were exported already, in {channels}; use the --from of the first archive, or make a new archive of these channels',
  'older-posts-of-channel': '#{channel} ({posts} {posts:post|posts} from {first} to {last})',
  'since-last-narrower':
    '--since-last: the earlier archives contain {channels}, which are not selected now; select at least what they contain',
  'since-last-range':
    '--since-last: the earlier archives contain posts from {first} to {last}, and --from or --to leaves some of them out, whose changes would be missed; use at least the range of the earlier archives',
  'and-others': '{names} and others',
  'private-posts-by-api':
    '{posts} new {posts:post|posts} of private conversations {posts:is|are} not in the archive, because an import cannot add to an existing private channel; deliver them with mm2slack adopt, then mm2slack sync',
  'channels-made-private':
    '{channels}: private in Mattermost now, but imported as public, so that everybody in Slack can read what is there; make them private in Slack. Their new posts are not in the archive, and mm2slack adopt does not find these channels before (pending-changes.csv)',
  'channels-made-public':
    '{channels}: public in Mattermost now, but imported as private, and an import cannot add to a private channel; have an owner make them public in Slack before this archive is imported, or leave their new posts to mm2slack adopt and sync (pending-changes.csv)',
  'archive-over-size':
    '{file} has {bytes} {bytes:byte|bytes}, more than --split-size: a day of a channel is never divided, and every archive contains all lists',
  'account-unbalanced': 'the account does not balance, so no archive was made: {kinds}',
  'unbalanced-kind': '{kind}: {read} read, {written} written, {missing} unaccounted for',
  'source-older-than-archives':
    '--since-last: the latest change in the source is of {latest}, but the archives have changes up to {seen}: is it an older dump or export? Nothing was written',
  'source-older-than-workspace':
    'the latest change in the database is of {latest}, but the workspace has changes up to {synced}: is it an older dump? Nothing was done',
  'many-posts-gone':
    '{gone} of {moved} migrated {moved:post|posts} {gone:has|have} no row any more: is it the right database? If they were deleted on purpose, pass --accept-removals',
  'canvases-without-pages':
    'slack.canvases is on, but {directory} has no pages of boards or runs: run mm2slack plan first',
  'pages-not-redacted':
    'no canvas was made: the pages in {directory} were written without --redact-secrets; run mm2slack plan with it',
  'icons-unreachable':
    'no picture could be fetched from replay.iconUrl; if Slack cannot fetch them either, messages have none',
  'files-not-uploaded':
    'files.deliver is {deliver}, so nothing is uploaded (--check writes the manifest, the emoji and the pictures)',
  'file-store-missing': 'no file store is given; name one with --files',
  'conversations-not-in-workspace':
    '{conversations} {conversations:conversation|conversations} {conversations:is|are} not in the workspace according to the ledger: migrate them with replay, or link an import with adopt',
  'emoji-token-refused':
    "the token may not add emoji ({problem}): admin.emoji.add needs an admin's token of an Enterprise organisation; add them by hand from the emoji folder",
  'emoji-not-reachable':
    'Slack fetches images of emoji from public addresses: they can be added through the API with files.linkBaseUrl (and mm2slack serve-files) or with files in S3; otherwise add them by hand from the emoji folder',
  'emoji-refused': 'Slack rejected {emoji} emoji; add them by hand',
  'against-and-target-zip':
    '--against compares with an older plan, --target zip with an archive: use one of them',
  'target-flag-wrong': "--target: '{words}', expected slack, or zip and a file",
  'post-not-selected':
    "no post '{post}' in the selected conversations: check the id, --include and --channels",
  'serving-key-missing':
    'MM2SLACK_LINK_KEY is not set; set it to the key that the links were signed with',
  'address-not-available': 'cannot listen on {address}',
  'serving-files': 'serving files on {address}, until Ctrl-C',
  'serving-unrecorded':
    'stopped serving, because it cannot be recorded which files were fetched ({reason}); files that were fetched in this moment count as not fetched. Run the same command again to go on',
  'undo-contents':
    '{messages} {messages:message|messages}, {files} {files:file|files} and {channels} {channels:channel|channels} of {workspace}',
  'undo-contents-canvases': '{what}, with {canvases} {canvases:canvas|canvases}',
  'undo-unconfirmed': 'undo would remove {what}; pass --yes to confirm',
  'undo-question': 'Remove {what}? Type yes:',
  'nothing-removed': 'nothing was removed',
  'adopt-contents': '{channels} {channels:channel|channels} of {workspace}',
  'adopt-unconfirmed': 'adopt would link {what}; pass --yes to confirm',
  'adopt-question': 'Were these {what} created by the import? Type yes:',
  'nothing-adopted': 'nothing was adopted',
  'workers-unusable': "--workers: '{text}', expected a number from 1 to {most}",
  'duration-unusable': "{flag}: '{text}', expected a time such as 30m or 9h, at most 24d",
  'listen-unusable': "--listen: '{text}', expected host:port",
  'watch-unusable': "--watch: '{watch}' is no number of seconds from 1 on",
  'repair-and-other': '--repair brings what verify listed, once; it does not go with {flag}',
  'dry-run-of-sync': '--dry-run goes with --repair; mm2slack plan shows what a sync would do',
  'differences-missing':
    'there is no {path} with its head beside it: run mm2slack verify without --zip, then repeat this command; nothing was sent',
  'differences-of-archives':
    '{path} compares archives, not the workspace: run mm2slack verify without --zip, then repeat this command; nothing was sent',
  'differences-of-other-workspace':
    '{path} is about the workspace {theirs}, and the token is of {ours}: run mm2slack verify, then repeat this command; nothing was sent',
  'differences-of-other-source':
    '{path} was made with another Mattermost: run mm2slack verify with this one, then repeat this command; nothing was sent',
  'differences-stale':
    '{path} is older than the last run that wrote into the workspace: run mm2slack verify, then repeat this command; nothing was sent',
  'differences-changed':
    '{path} is not as mm2slack verify wrote it: run mm2slack verify, then repeat this command; nothing was sent',
  'difference-line-unreadable': '{path}, line {line}: not a difference',
  'repair-channel-missing':
    '{channel} is not in the workspace, or the app is not a member of it; nothing of it was sent again',
  'repair-channel-archived':
    '{channel} was archived in Slack; nothing of it was sent again. Unarchive it and repeat this command',
};
