import { notice } from '../../errors/notices.ts';
import { parseTable, tableComplaints } from '../csv.ts';
import { isAccountName } from './accounts.ts';

/**
 * Parses the mapping file: from usernames or e-mail addresses in Mattermost, in lower case, to member ids or
 * e-mail addresses in Slack. UsageError with all lines that are wrong.
 */
export function parsePeopleMapping(text: string, fileName: string): ReadonlyMap<string, string> {
  const complaints = tableComplaints(fileName);
  const mapping = new Map<string, string>();
  for (const { line, cells } of parseTable(text, ['mattermost', 'slack'], fileName, complaints)) {
    const key = cells.mattermost.replace(/^@/, '').toLowerCase();
    if (key === '' || cells.slack === '') complaints.add(line, notice('cell-empty'));
    else if (mapping.has(key)) complaints.add(line, notice('name-mapped-twice', { name: key }));
    else if (!isAccountName(cells.slack)) {
      complaints.add(line, notice('mapped-account-wrong', { account: cells.slack }));
    } else mapping.set(key, cells.slack);
  }
  complaints.throwAny();
  return mapping;
}
