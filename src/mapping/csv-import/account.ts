import {
  type Account,
  type AccountLine,
  accountLine,
  addLeftOut,
  LEFT_OUT_REASONS,
  type LeftOutReason,
  type LeftOutTally,
} from '../account.ts';

/**
 * Makes the account of a text import out of that of an archive: it has no accounts of people and no channel without
 * messages.
 */
export function importAccount(account: Account, emptyChannels: number): Account {
  const { users, channels } = account;
  return {
    ...account,
    users: leaving(users, 'not-in-a-csv', users.written),
    channels: leaving(channels, 'no-messages', emptyChannels),
  };
}

/** Moves rows from what is written to what is left out. */
function leaving(line: AccountLine, reason: LeftOutReason, rows: number): AccountLine {
  const tally: LeftOutTally = new Map();
  for (const each of LEFT_OUT_REASONS) addLeftOut(tally, each, line.leftOut[each] ?? 0);
  addLeftOut(tally, reason, rows);
  return accountLine(line.read, line.written - rows, tally);
}
