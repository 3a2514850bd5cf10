import { describeNamingKills } from '../support/soaks/naming-kills.ts';
import { seedsFrom } from '../support/soaks/seeds.ts';

// `npm run soak:naming` tries more moments.
describeNamingKills(seedsFrom(1, 2));
