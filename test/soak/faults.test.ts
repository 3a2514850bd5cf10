import { describeFaults } from '../support/soaks/faults.ts';

describeFaults(Number(process.env['MM2SLACK_FAULTS'] ?? 25));
