import { describeHostileRows } from '../support/soaks/hostile-rows.ts';
import { soakSeeds } from '../support/soaks/seeds.ts';

describeHostileRows(soakSeeds(200));
