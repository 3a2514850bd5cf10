import { describeLedgerContract } from '../../../contract/suites/ledger-contract.ts';
import { emptyLedger, makeMemoryLedger } from '../../../support/slack/memory-ledger.ts';

const byPath = new Map<string, ReturnType<typeof emptyLedger>>();

describeLedgerContract('memory', (path) => {
  const contents = byPath.get(path) ?? emptyLedger();
  byPath.set(path, contents);
  return makeMemoryLedger(contents);
});
