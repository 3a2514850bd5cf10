import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../../src/mapping/markdown/render-text.ts';
import type { TextContext } from '../../../../src/mapping/rendered-text.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { textContext } from './text-context.ts';

/*
 * Golden pairs: `fixtures/markdown/NAME.md` gives `NAME.json`. With UPDATE_GOLDEN=1 the JSON is written anew;
 * review every change by eye, the files are the contract.
 */

const FOLDER = join(import.meta.dirname, '../../../../fixtures/markdown');
const LEAST_PAIRS = 120;

/** What a name's beginning switches on. */
const CONTEXTS: Readonly<Record<string, Partial<TextContext>>> = {
  'latex-on-': { latex: { block: true, inline: true } },
  'replay-': { mentions: 'text', exportForm: undefined },
};

function contextFor(name: string): TextContext {
  const prefix = Object.keys(CONTEXTS).find((candidate) => name.startsWith(candidate));
  return textContext(prefix === undefined ? {} : CONTEXTS[prefix]);
}

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -'.md'.length))
  .sort();

describe('golden pairs', () => {
  it(`has at least ${LEAST_PAIRS}`, () => {
    expect(names.length).toBeGreaterThanOrEqual(LEAST_PAIRS);
  });

  it('has no result without a text', () => {
    const results = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
    expect(results.map((file) => file.slice(0, -'.json'.length)).sort()).toEqual(names);
  });

  it.each(notEmpty(names))('renders %s', (name) => {
    const rendered = renderText(readFileSync(join(FOLDER, `${name}.md`), 'utf8'), contextFor(name));
    const path = join(FOLDER, `${name}.json`);
    const written = `${JSON.stringify(rendered, null, 1)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, written);
    expect(existsSync(path)).toBe(true);
    expect(written).toBe(readFileSync(path, 'utf8'));
  });
});
