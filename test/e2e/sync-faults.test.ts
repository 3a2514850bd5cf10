import { describeSyncFaults } from '../support/soaks/sync-faults.ts';

// `npm run soak:faults` tries more moments.
describeSyncFaults(1);
