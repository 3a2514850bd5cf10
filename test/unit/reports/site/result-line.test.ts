import { expect, it } from 'vitest';
import { postId } from '../../../../src/model/model.ts';
import { resultLine } from '../../../../src/reports/site/result-line.ts';

/** A surrogate without its other half. */
const HALF = /\p{Cs}/u;

const POST = { id: postId('p1'), createAtMs: 0 };

it('a result shows the first text there is, in one line and with its cells apart', () => {
  const [id, author, , text] = resultLine(POST, ['', 'a\tb\nc', 'd'], 'Taro').split('\t');
  expect([id, author, text]).toEqual(['p1', 'Taro', 'a b c\n']);
});

it('a result shows the beginning of a long text, whole characters alone', () => {
  const [, , , text = ''] = resultLine(POST, [`a${'😀'.repeat(400)}`], 'Taro').split('\t');
  expect(text).not.toMatch(HALF);
  expect([...text.trim()]).toHaveLength(300);
});
