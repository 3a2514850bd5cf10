import fc from 'fast-check';

/*
 * Properties try the same cases in every run: a run that fails tells of the change and not of chance. Another number
 * in MM2SLACK_SEED tries others.
 */
fc.configureGlobal({ seed: Number(process.env['MM2SLACK_SEED'] ?? 20_260_101) });
