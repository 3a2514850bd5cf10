import { describeNamingKills } from '../support/soaks/naming-kills.ts';
import { soakSeeds } from '../support/soaks/seeds.ts';

describeNamingKills(soakSeeds(50));
