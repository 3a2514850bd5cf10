import type { SERVER_NOTICES } from '../../errors/server-notice-codes.ts';

/** What the server is, where it keeps its things, and how Slack and S3 are reached. */
export const serverNotices: Readonly<Record<keyof typeof SERVER_NOTICES, string>> = {
  'release-feature': '{feature}, patch release unknown',
  'release-later': '{feature}, patch release {patch} or later',
  'release-range': '{from} to {to}, exact release unknown',
  'release-newer': 'newer than {newest}, the newest release known on {asOf}',
  'release-by-migration': '{release} (database migration {migration})',
  'release-contradicted':
    "{key} says '{told}', but the database is of Mattermost {found}; the reports follow the database",
  'release-hint':
    'source.mattermostVersion can say the release, as System Console > About Mattermost shows it',
  'mattermost-version-unusable': "{key}: '{text}', expected a release such as 8.1.2 or '8.1'",
  'authorities-unusable': '{key}: {path} holds no certificate in PEM (-----BEGIN CERTIFICATE-----)',
  'proxy-unreadable':
    '{key}: expected the address of a proxy, such as http://proxy.example.com:3128',
  'proxy-scheme':
    '{key}: {scheme} is not supported; expected a proxy of http:// or https://, such as http://proxy.example.com:3128',
  'authority-unknown':
    "the server's certificate comes from an authority that is unknown here ({code}); if it is your company's, give its certificate by network.caFile or NODE_EXTRA_CA_CERTS",
  'certificate-bad': "the server's certificate does not fit or has expired ({code})",
  'proxy-wants-login':
    'the proxy asks for a user and a password (407); write them into the variable, http://user:password@proxy.example.com:3128',
  'proxy-refuses': 'the proxy refuses the connection (HTTP {status})',
  'network-by-proxy': '{what} ({host}) through the proxy {proxy}, which {from} names',
  'network-direct': '{what} ({host}) without a proxy',
  'network-excepted': '{what} ({host}) without a proxy: NO_PROXY excepts it',
  'authority-used': '{names} of {path} ({key}) is trusted, until {until}',
  'authority-ended': '{names} of {path} ({key}) has expired ({until})',
  'authorities-used':
    '{count} certificates of {path} ({key}) are trusted; the first of them ends on {until}',
  'authorities-ended':
    '{ended} of the {count} certificates of {path} ({key}) have expired, the first on {until}: {names} and more',
  'authority-unreadable':
    '{key}: {path} cannot be read, so that Node goes on without it: {problem}',
  'authority-unchecked':
    'NODE_TLS_REJECT_UNAUTHORIZED=0: no certificate is checked, and anybody on the way can read token and messages; give the authority by network.caFile instead',
  'gitlab-settings':
    "mattermostConfig: {path} holds GitLab's settings, which are a program and are not read; give the config.json of its Mattermost, {config}, or --source and --files",
  'gitlab-environment-denied':
    "{folder} cannot be read by this user, so GitLab's usual database and data folder are taken; give --source and --files if gitlab.rb names others",
  'gitlab-found':
    "GitLab's Mattermost is on this machine: --mattermost-config {config}, run as the Linux user mattermost",
  'peer-refused':
    "{where} refuses user '{user}': it asks the system who connects (peer). Run mm2slack as the Linux user of that name, or the one that pg_ident.conf maps to it",
  'peer-refused-gitlab':
    "{where} refuses user '{user}': it asks the system who connects (peer). GitLab's database lets in the Linux user mattermost as gitlab_mattermost (sudo -u mattermost mm2slack …) and gitlab-psql as gitlab-psql; give --work a folder that this user may write",
};
