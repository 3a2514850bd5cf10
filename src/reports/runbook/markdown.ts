import type { Runbook, RunbookStep } from '../../mapping/runbook/steps.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS, type Texts } from '../../texts/texts.ts';
import { durationText } from '../duration.ts';
import { countText, fill, momentText, sizeText } from '../figures.ts';
import { shownText } from '../shown-text.ts';
import { glossaryLines, pairLine, roleLines, troubleLines } from './reference.ts';

/** The runbook as Markdown: figures, roles, steps with their commands, troubleshooting, words. */
export function runbookMarkdown(runbook: Runbook, lang: Language): string {
  const texts = TEXTS[lang].runbook;
  const moment = momentText(runbook.madeAtMs, lang);
  const target =
    runbook.target === '' ? [] : [fill(texts.target, { target: named(runbook.target) })];
  return [
    `# ${texts.title}`,
    texts.rule,
    texts.ways[runbook.path],
    [fill(texts.made, { plan: runbook.plan, moment }), ...target].join('\n'),
    ...(runbook.movesUnasked ? [texts.unasked] : []),
    `## ${texts.figuresHeading}`,
    figureLines(runbook, texts),
    `## ${texts.rolesHeading}`,
    roleLines(lang),
    ...runbook.steps.flatMap((step, index) => stepParts(step, index, runbook, lang)),
    `## ${texts.troubleHeading}`,
    [texts.troubleLead, troubleLines(lang)].join('\n\n'),
    `## ${texts.glossaryHeading}`,
    glossaryLines(lang),
  ].join('\n\n');
}

/** Escapes a name of the data, which may look like Markdown. */
const named = (name: string): string => shownText(name).replace(/[\\`*_[\]<>|#]/g, '\\$&');

function figureLines({ teams, figures }: Runbook, texts: Texts['runbook']): string {
  const { figures: names } = texts;
  const lines = [
    [names.teams, teams.length === 0 ? '-' : teams.map(named).join(', ')],
    [names.channels, countText(figures.channels)],
    [names.posts, countText(figures.posts)],
    [names.files, `${countText(figures.files)} (${sizeText(figures.fileBytes)})`],
    [names.zip, sizeText(figures.zipBytes)],
    [names.people, countText(figures.people)],
    [names.namesOnly, countText(figures.namesOnly)],
  ];
  return lines.map(pairLine).join('\n');
}

function stepParts(
  step: RunbookStep,
  index: number,
  { consent = '' }: Runbook,
  lang: Language,
): readonly string[] {
  const texts = TEXTS[lang].runbook;
  const { heading, what, check, failed } = texts.steps[step.id];
  const { commands } = step;
  const [role] = texts.roles[step.role];
  return [
    `## ${index + 1}. ${heading}`,
    [fill(texts.who, { role }), ...timeTexts(step, lang)].map((text) => `- ${text}`).join('\n'),
    fill(what, { consent }),
    ...(commands.length === 0 ? [] : [['```sh', ...commands, '```'].join('\n')]),
    fill(texts.check, { text: check }),
    fill(texts.failed, { text: failed }),
  ];
}

/** What a step takes: as a rule, by the plan's forecast, and in earlier runs. */
function timeTexts({ id, seconds, measured }: RunbookStep, lang: Language): readonly string[] {
  const texts = TEXTS[lang].runbook;
  const runs = measured.map(({ command, at, posts, seconds: took }) => {
    const moment = momentText(Date.parse(at), lang);
    const values = { command, time: tookText(took, lang), moment };
    return posts === undefined
      ? fill(texts.measured, values)
      : fill(texts.measuredPosts, { ...values, posts });
  });
  return [
    fill(texts.time, { time: texts.needs[id] }),
    ...(seconds === undefined ? [] : [fill(texts.forecast, { time: durationText(seconds, lang) })]),
    ...runs,
  ];
}

/** A measured time; one below ten seconds with a tenth. */
function tookText(seconds: number, lang: Language): string {
  if (seconds >= 10) return durationText(seconds, lang);
  return fill(TEXTS[lang].figures.second.many, { count: seconds.toFixed(1) });
}
