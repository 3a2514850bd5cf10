import type { CONFIG_NOTICES } from '../../errors/config-notice-codes.ts';

/** What is wrong with the settings. */
export const configNotices: Readonly<Record<keyof typeof CONFIG_NOTICES, string>> = {
  'work-empty': 'work: nothing, expected a folder',
  'work-repeated':
    '--work: given more than once; only verify and evidence unite several work directories',
  'work-unreadable': 'work: {folder} cannot be read',
  'no-evidence': '{folders}: nothing to pack; no run has written anything there',
  'evidence-not-noted':
    '{folder} cannot be written: mm2slack status goes on to propose evidence there',
  'json-unreadable': '{path}: not JSON',
  'not-one-of': "{key}: '{text}', expected {words}{near}",
  'did-you-mean': ' (did you mean {near}?)',
  'expected-database-url':
    'expected mysql://, mariadb:// or postgres://user:password@host:port/database',
  'percent-encode-password':
    ' (special characters of a password must be percent-encoded, or set MM2SLACK_SOURCE_PASSWORD)',
  'settings-not-utf8':
    '{path}: this is no text in UTF-8 (UTF-16, or a file of another kind?); save it as UTF-8',
  'setting-file-unreadable': "{key}: '{path}', expected a file to read ({reason})",
  'no-such-file': 'no such file',
  'permission-denied': 'permission denied',
  'is-a-folder': 'it is a folder',
  'cannot-be-read': 'it cannot be read',
  at: '{place}: {what}',
  'yaml-tab': 'a tab as indent, expected spaces',
  'yaml-duplicate-key': 'a key for the second time, expected each once',
  'yaml-missing-end': 'a quote or bracket is open or a comma is missing, expected its end',
  'yaml-bad-indent':
    'an indent that fits no line above or an open bracket, expected one indent a section',
  'yaml-colon-in-value': "a value with ': ' in it, expected quotes around it",
  'yaml-fault': '{fault}, expected readable YAML',
  'unknown-key': '{key}: unknown key, expected {meant}',
  'any-limit': "posts, postsPerChannel or a method of Slack's",
  'the-file': 'the file',
  'setting-unusable': '{key}: {received}, expected {expected}{near}',
  nothing: 'nothing',
  'a-text': 'a text',
  'a-list': 'a list',
  'a-section': 'a section',
  'a-number': 'a number',
  'a-whole-number': 'a whole number',
  'true-or-false': 'true or false',
  'a-section-with': 'a section with {keys}',
  'or-more': '{minimum} or more',
  'or-less': '{maximum} or less',
  'more-than': 'more than {minimum}',
  'a-currency': 'a currency code of ISO 4217, such as JPY or USD',
  'rate-missing': '{key}: {currency} without a rate, expected rate: what 1 {currency} is in {own}',
  'rate-unneeded':
    '{key}: a rate for {currency}, expected none, as the report is in {own}; name the currency of the line',
  names: 'a name or a list of names (numbers in quotes)',
  'site-url-unusable': "{key}: '{text}', expected an address such as https://chat.example.com",
  'database-url-empty': '{key}: nothing, {expected}',
  'database-url-none': '{key}: no address, {expected}',
  'database-url-scheme': "{key}: scheme '{scheme}', {expected}{near}",
  'database-url-unreadable': '{key}: no URL, {expected}{hint}',
  'database-url-without-name': '{key}: no database name, {expected}',
  'go-dsn-unreadable': '{key}: no MySQL address, expected user:password@tcp(host:port)/database',
  'go-dsn-without-name': '{key}: no database name, expected it after the slash',
  'go-dsn-protocol': '{key}: another protocol, expected tcp(host:port) or unix(/path)',
  'go-dsn-address': "{key}: address '{address}', expected host:port",
  'libpq-dsn-unreadable': '{key}: no pairs of keyword=value, expected host=… user=… dbname=…',
  'libpq-dsn-without-name': '{key}: no database name, expected one',
  'percent-sign-alone': "{key}: a '%' that encodes nothing, expected %25 for the sign itself",
  'port-out-of-range': '{key}: port {text}, expected 1 to 65535',
  'port-no-number': '{key}: a port that is no number, expected 1 to 65535',
  'tls-mode-unknown': "{key}: TLS mode '{word}', expected {modes}{near}",
  'files-empty': '{key}: nothing, expected a folder or s3://bucket/prefix',
  'files-scheme': '{key}: {scheme}://…, expected a folder or s3://bucket/prefix',
  'link-key-short':
    'MM2SLACK_LINK_KEY: {length} characters, expected {min} or more (openssl rand -hex 32)',
  'file-driver-unsupported':
    "Mattermost keeps its files in '{driver}', which is not supported: the files are not checked (give --files with a copy)",
  'rename-rule-unreadable':
    "channels.rename[{index}].from: '{from}', expected a regular expression",
  'domain-unusable': "{key}: '{text}', expected a domain such as test.example.com",
  'split-size-without-split': '--split-size is only for --split-by size',
  'size-unusable': "{key}: '{text}', expected a size such as 500MB or 2GB",
  'workspace-url-missing':
    '{key}: none, expected https://<workspace>.slack.com, which --rewrite-permalinks needs',
  'workspace-url-unusable':
    "{key}: '{text}', expected https://<workspace>.slack.com, which --rewrite-permalinks needs",
  'not-mattermost-config': "mattermostConfig: '{path}', expected Mattermost's config.json",
  'not-json': "mattermostConfig: '{path}', expected a file of JSON",
  's3-bucket-missing': 'FileSettings.AmazonS3Bucket: nothing, expected the name of a bucket',
  's3-url-unusable':
    '{key}: s3://…, expected s3://bucket/prefix (keys belong into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)',
  'web-address-unusable': "{key}: '{text}', expected a web address",
  'teams-with-direct':
    'teams: direct and group messages belong to no team, so they would be in every part of a move split by team; move them in a run of their own, with --include direct,group and without teams (docs/large-moves.md)',
  'from-after-to': "from: '{text}', expected a moment before to, '{to}'",
  'include-empty': '{key}: nothing, expected some of {types}',
  'include-unknown': "{key}: '{name}', expected some of {types}{near}",
  'names-empty': '{key}: nothing, expected names with commas between them',
  'moment-unusable':
    "{key}: '{text}', expected a day like 2024-01-31 or a moment like 2024-01-31T09:00:00+09:00",
  'yaml-alias': '{path}: an alias that cannot be resolved, expected plain values',
  'settings-file-readable':
    '{name} holds a password or a secret address and others may read it: chmod 600 {name}',
  'notify-url-unusable': '{key}: expected the web address of a webhook, without user and password',
  'slack-token-unusable':
    'SLACK_TOKEN: has a blank, a line break or another character that no token has; copy the token again',
  'slack-api-url-unusable': "SLACK_API_URL: '{text}', expected a web address",
  'source-missing':
    'source: none given, expected --source URL, --mattermost-config FILE or source.url in mm2slack.yaml',
  'source-not-in-config-json':
    "source: no SqlSettings.DataSource in '{configJson}', expected it there or --source URL",
  'ca-file-without-tls':
    "source.caFile: '{caFile}' while TLS is off, expected source.tls: on or no such file",
  'source-masked':
    '{key}: masked with asterisks, expected the address itself (Mattermost shows it masked: take the file, or give --source)',
  'driver-contradicts-source':
    "{key}: '{engine}', expected {wanted}, as {setting} is such an address",
  'password-left-out': 'the password was left out: put it into MM2SLACK_SOURCE_PASSWORD',
};
