import { describeHostileRows, ENOUGH_SEEDS } from '../support/soaks/hostile-rows.ts';
import { seedsFrom } from '../support/soaks/seeds.ts';

// `npm run soak:hostile` tries 200.
describeHostileRows(seedsFrom(1, ENOUGH_SEEDS));
