import { describeSyncFaults } from '../support/soaks/sync-faults.ts';

describeSyncFaults(Number(process.env['MM2SLACK_FAULTS'] ?? 25));
