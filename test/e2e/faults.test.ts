import { describeFaults } from '../support/soaks/faults.ts';

// `npm run soak:faults` tries more moments.
describeFaults(1);
