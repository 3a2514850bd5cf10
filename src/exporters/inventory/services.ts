import type { ServiceName } from '../../model/inventory.ts';
import type { Database } from '../database/database.ts';

interface Recogniser {
  readonly service: ServiceName;
  /** Words of the message, of its attachments or of the name that it is posted under. */
  readonly words: readonly string[];
}

/**
 * What posts of services say: their names, their hosts and the headings of their standard texts (Zabbix's media type
 * for Mattermost, the notification templates of Grafana and Alertmanager, the header lines of mail). The first that fits
 * names a post, so those whose posts link to others come first.
 */
const RECOGNISERS: readonly Recogniser[] = [
  {
    service: 'aws',
    words: ['arn:aws:', 'CloudWatch', 'AWS Lambda', 'console.aws.amazon.com', 'ALARM: "'],
  },
  { service: 'zabbix', words: ['Zabbix', 'zabbix', 'Original problem ID:'] },
  { service: 'jenkins', words: ['Jenkins', 'jenkins'] },
  { service: 'grafana', words: ['Grafana', 'grafana'] },
  { service: 'alertmanager', words: ['Alertmanager', 'alertmanager', '[FIRING:', '[RESOLVED'] },
  { service: 'nagios', words: ['Nagios', 'nagios'] },
  { service: 'sentry', words: ['sentry.io', 'Sentry'] },
  { service: 'mackerel', words: ['mackerel.io', 'Mackerel'] },
  { service: 'redmine', words: ['Redmine', 'redmine'] },
  { service: 'backlog', words: ['.backlog.jp', '.backlog.com'] },
  { service: 'jira', words: ['.atlassian.net', 'Jira', 'JIRA'] },
  { service: 'gitlab', words: ['GitLab', 'gitlab'] },
  { service: 'github', words: ['github.com/', '"GitHub'] },
  { service: 'mail', words: ['Subject: ', '件名: ', '件名：'] },
];

/** The service that a post `p` is of, '' for none that is known, as an expression of the database. */
export function serviceOf({ engine }: Database): string {
  const props = engine === 'postgres' ? 'CAST(p.Props AS text)' : 'p.Props';
  const branches = RECOGNISERS.map(({ service, words }) => {
    const fits = words.map((word) => `p.Message LIKE '%${word}%' OR ${props} LIKE '%${word}%'`);
    return `WHEN ${fits.join(' OR ')} THEN '${service}'`;
  });
  return `CASE ${branches.join(' ')} ELSE '' END`;
}
