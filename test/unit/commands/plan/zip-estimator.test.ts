import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  estimateOf,
  NO_ESTIMATE,
  sumOfEstimates,
  ZipEstimator,
} from '../../../../src/commands/plan/zip-estimator.ts';
import { Deflater } from '../../../../src/importers/archive/compress.ts';
import { DayFiles } from '../../../../src/importers/archive/day-files.ts';
import { ZipFile } from '../../../../src/importers/archive/zip-writer.ts';
import { serializeMessage } from '../../../../src/mapping/messages/serialize-message.ts';
import { slackTs } from '../../../../src/slack/shapes.ts';
import { makeScratchFolder } from '../../../support/scratch-folder.ts';

const DAY_MS = 86_400_000;
const WORDS = [
  'release',
  'deploy',
  '会議',
  'お疲れさまです',
  'ok',
  'https://example.com/x',
  'done',
];

/** Messages of some days, all different; the same for the same number. */
function* messages(days: number, perDay: number) {
  let state = 1;
  for (let day = 0; day < days; day += 1) {
    for (let index = 0; index < perDay; index += 1) {
      const createAtMs = 1_600_000_000_000 + day * DAY_MS + index * 1000;
      const words = Array.from({ length: 12 }, () => {
        state = (state * 48_271) % 2_147_483_647;
        return WORDS[state % WORDS.length];
      });
      const ts = slackTs(`${createAtMs / 1000}.000000`);
      yield { createAtMs, message: { type: 'message', text: words.join(' '), ts } as const };
    }
  }
}

describe('the estimate of an archive', () => {
  it.each([
    [3, 40],
    [300, 5],
  ])('of %i days with %i messages each is close to the archive itself', async (days, perDay) => {
    const folder = await makeScratchFolder();
    const estimator = new ZipEstimator({ isFirst: true, isOfMany: false }, new Deflater());
    const zip = await ZipFile.create(folder.join('real.zip'), { comment: undefined });
    const files = new DayFiles('dev', zip);
    for (const { createAtMs, message } of messages(days, perDay)) {
      estimator.add('dev', createAtMs, [message]);
      await files.add(createAtMs, [serializeMessage(message)]);
    }
    await files.close();
    await zip.finish();
    await zip.commit();
    const { sizeBytes, dayFiles } = estimateOf(estimator.sums(), 0);
    const { size } = await stat(folder.join('real.zip'));
    await folder.remove();
    expect(dayFiles).toBe(days);
    expect(sizeBytes / size).toBeGreaterThan(0.9);
    expect(sizeBytes / size).toBeLessThan(1.1);
  });

  it('of a large server reads some of its day files, and is close to that from all of them', () => {
    const [all, some] = [false, true].map(
      (isOfMany) => new ZipEstimator({ isFirst: true, isOfMany }, new Deflater()),
    );
    for (const { createAtMs, message } of messages(1_000, 20)) {
      for (const each of [all, some]) each?.add('dev', createAtMs, [message]);
    }
    const [whole = NO_ESTIMATE, sampled = NO_ESTIMATE] = [all, some].map((each) => each?.sums());
    expect(whole).toMatchObject({ messages: 20_000, readMessages: 20_000 });
    expect(sampled.messages).toBe(20_000);
    expect(sampled.readMessages).toBeLessThan(20_000 / 5);
    const [exact, estimated] = [whole, sampled].map((sums) => estimateOf(sums, 1_000));
    expect(estimated?.dayFiles).toBe(exact?.dayFiles);
    for (const key of ['jsonBytes', 'sizeBytes'] as const) {
      expect(Math.abs((estimated?.[key] ?? 0) / (exact?.[key] ?? 0) - 1)).toBeLessThan(0.02);
    }
  });

  it('of a large server whose units have few days each is close to that of all of their days', () => {
    const estimators = [false, true].map((isOfMany) =>
      Array.from(
        { length: 500 },
        (_, index) => new ZipEstimator({ isFirst: index === 0, isOfMany }, new Deflater()),
      ),
    );
    let post = 0;
    for (const { createAtMs, message } of messages(1_000, 20)) {
      const unit = Math.floor(post / 40);
      post += 1;
      for (const each of estimators) each[unit]?.add('dev', createAtMs, [message]);
    }
    const [exact, estimated] = estimators.map((units) =>
      estimateOf(units.map((unit) => unit.sums()).reduce(sumOfEstimates, NO_ESTIMATE), 1_000),
    );
    expect(estimated?.dayFiles).toBe(1_000);
    for (const key of ['jsonBytes', 'sizeBytes'] as const) {
      expect(Math.abs((estimated?.[key] ?? 0) / (exact?.[key] ?? 0) - 1)).toBeLessThan(0.05);
    }
  });

  it('of two units is close to that of both as one', () => {
    const [one, first, second] = [true, true, false].map(
      (isFirst) => new ZipEstimator({ isFirst, isOfMany: false }, new Deflater()),
    );
    for (const { createAtMs, message } of messages(300, 5)) {
      const isEarly = createAtMs < 1_600_000_000_000 + 100 * DAY_MS;
      for (const each of [one, isEarly ? first : second]) each?.add('dev', createAtMs, [message]);
    }
    const [whole = NO_ESTIMATE, a = NO_ESTIMATE, b = NO_ESTIMATE] = [one, first, second].map(
      (each) => each?.sums(),
    );
    const sum = sumOfEstimates(a, b);
    expect(sum).toMatchObject({ dayFiles: 300, jsonBytes: whole.jsonBytes });
    const ratio = estimateOf(sum, 0).sizeBytes / estimateOf(whole, 0).sizeBytes;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
  });

  it('of nothing is nothing', () => {
    expect(estimateOf(NO_ESTIMATE, 0)).toEqual({ sizeBytes: 0, jsonBytes: 0, dayFiles: 0 });
  });
});
