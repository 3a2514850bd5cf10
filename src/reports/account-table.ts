import { ACCOUNT_KINDS, type Account, LEFT_OUT_REASONS, missingRows } from '../mapping/account.ts';

/** The account as lines for a terminal: a table, then each reason for what was left out. */
export function accountTable(account: Account): readonly string[] {
  const rows = ACCOUNT_KINDS.map((kind) => {
    const line = account[kind];
    const leftOut = Object.values(line.leftOut).reduce((sum, count) => sum + count, 0);
    const missing = missingRows(line);
    const verdict = missing === 0 ? '' : `  NOT BALANCED: ${number(missing)} unaccounted for`;
    return [kind, number(line.read), number(line.written), number(leftOut), verdict];
  });
  const header = ['', 'read', 'written', 'left out', ''];
  const lines = [header, ...rows].map(
    ([kind = '', read = '', written = '', leftOut = '', verdict = '']) =>
      `${kind.padEnd(10)}${read.padStart(12)}${written.padStart(12)}${leftOut.padStart(12)}${verdict}`.trimEnd(),
  );
  return [...lines, ...reasonLines(account)];
}

function reasonLines(account: Account): readonly string[] {
  const lines: string[] = [];
  for (const kind of ACCOUNT_KINDS) {
    for (const [reason, rows] of Object.entries(account[kind].leftOut)) {
      const sentence = isReason(reason) ? LEFT_OUT_REASONS[reason] : reason;
      lines.push(`  ${number(rows)} ${kind} left out: ${sentence}`);
    }
  }
  return lines.length === 0 ? [] : ['', ...lines];
}

function isReason(code: string): code is keyof typeof LEFT_OUT_REASONS {
  return code in LEFT_OUT_REASONS;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
