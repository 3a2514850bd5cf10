import { soakSeeds } from '../support/soaks/seeds.ts';
import { describeSyncKills } from '../support/soaks/sync-kills.ts';

describeSyncKills(soakSeeds(50));
