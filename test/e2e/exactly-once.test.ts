import { describeExactlyOnce, ENOUGH_SEEDS } from '../support/soaks/exactly-once.ts';
import { seedsFrom } from '../support/soaks/seeds.ts';

// `npm run soak` tries 2,000.
describeExactlyOnce(seedsFrom(1, ENOUGH_SEEDS));
