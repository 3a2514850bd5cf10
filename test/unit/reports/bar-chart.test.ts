import { afterEach, describe, expect, it } from 'vitest';
import { barChart } from '../../../src/reports/charts.ts';
import { htmlText } from '../../../src/reports/html.ts';

/** Names that every object answers to. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

/** What a loop over any object would meet. */
function metByEveryLoop(): readonly string[] {
  const met: string[] = [];
  for (const key in {}) met.push(key);
  return met;
}

describe('a bar chart', () => {
  afterEach(() => {
    for (const key of metByEveryLoop()) Reflect.deleteProperty(Object.prototype, key);
  });

  it('changes nothing beside itself when channels have the names of what objects inherit', async () => {
    const names = [...INHERITED, 'a\n__proto__', '__proto__ '];
    for (const [at, label] of names.entries()) {
      await barChart('posts', [{ label, value: at + 1, text: `${at + 1} posts` }]);
    }
    expect(metByEveryLoop()).toEqual([]);
    expect('next' in Object).toBe(false);
  });

  it('shows such a name as it is read, each bar in its place', async () => {
    const page = await barChart('posts', [
      { label: 'constructor', value: 2, text: '2' },
      { label: '__proto__', value: 1, text: '1' },
    ]);
    const [, base64 = ''] = /<img[^>]+base64,([^"]+)"/.exec(htmlText(page)) ?? [];
    const svg = Buffer.from(base64, 'base64').toString('utf8');
    expect(svg.replaceAll('\u2060', '')).toContain('>constructor<');
    expect(svg.replaceAll('\u2060', '')).toContain('>__proto__<');
    expect(svg).not.toContain('NaN');
  });

  it('is drawn for dark screens as for others, with the same texts and without a colour of theirs', async () => {
    const label = 'use #2b303b & "#3b6fb6"';
    const page = htmlText(await barChart('posts', [{ label, value: 1, text: '1 post' }]));
    const [darkNarrow = '', narrow = '', darkWide = '', wide = ''] = [
      ...page.matchAll(/base64,([^"]+)"/g),
    ].map(([, base64 = '']) => Buffer.from(base64, 'base64').toString('utf8'));
    for (const [dark, light] of [
      [darkNarrow, narrow],
      [darkWide, wide],
    ] as const) {
      const texts = (svg: string) => [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text);
      expect(texts(dark)).toEqual(texts(light));
      expect(texts(dark).join()).toContain('#2b303b');
      const colors = (svg: string) => [...svg.matchAll(/fill="(#\w+)"/g)].map(([, fill]) => fill);
      expect(colors(light)).toEqual(expect.arrayContaining(['#2b303b', '#3b6fb6']));
      expect(colors(dark).filter((fill) => colors(light).includes(fill))).toEqual([]);
      expect(colors(dark)).toHaveLength(colors(light).length);
    }
  });
});
