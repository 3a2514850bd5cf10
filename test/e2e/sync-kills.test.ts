import { seedsFrom } from '../support/soaks/seeds.ts';
import { describeSyncKills } from '../support/soaks/sync-kills.ts';

// `npm run soak:sync` tries more histories.
describeSyncKills(seedsFrom(1, 2));
