import { describeExactlyOnce } from '../support/soaks/exactly-once.ts';
import { soakSeeds } from '../support/soaks/seeds.ts';

describeExactlyOnce(soakSeeds(2000));
