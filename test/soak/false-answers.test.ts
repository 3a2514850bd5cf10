import { describeFalseAnswers } from '../support/soaks/false-answers.ts';
import { soakSeeds } from '../support/soaks/seeds.ts';

describeFalseAnswers(soakSeeds(120));
