import { DIFFERENCES, type Difference } from './differences.ts';

const TITLE = `# Where the dialect differs from marked 0.3.19

Mattermost's web app renders with its own fork of marked 0.3, and that fork decides. marked 0.3.19 is the nearest
release that can be installed; the test \`differential.test.ts\` compares both over the golden texts and thousands of
random ones, reduces each difference to its smallest text, and fails on one that is not listed here. Written by
that test with UPDATE_GOLDEN=1 from \`test/unit/mapping/markdown/differences.ts\`.
`;

const DECIDED_BY: Readonly<Record<Difference['decidedBy'], string>> = {
  fork: "as Mattermost's fork does",
  ours: 'on purpose, unlike both',
};

const section = (difference: Difference): string =>
  [
    `## ${difference.id} (${DECIDED_BY[difference.decidedBy]})`,
    '',
    difference.says,
    '',
    `Example: \`${JSON.stringify(difference.example).replaceAll('`', '\\u0060')}\`. Differs in: ${difference.aspects.join(', ')}.`,
    '',
  ].join('\n');

/** The committed list of differences as Markdown. */
export const differencesReport = (): string => [TITLE, ...DIFFERENCES.map(section)].join('\n');
