import { isPlainText, renderText } from '../src/mapping/markdown/render-text.ts';
import { mapPost } from '../src/mapping/messages/map-post.ts';
import { serializeMessage } from '../src/mapping/messages/serialize-message.ts';
import type { TextContext } from '../src/mapping/rendered-text.ts';
import { slackChannelId, slackUserId } from '../src/slack/shapes.ts';
import { aPost } from '../test/support/builders/builders.ts';
import { aMessageContext } from '../test/support/builders/message-context.ts';
import { postTexts } from './post-texts.ts';

/*
 * Maps a million texts on one core and prints posts a second, the share that held no markup and took the plain path,
 * and processor seconds of a million posts: rendered, mapped to messages, and written as JSON too. `npm run build:tools && node build/bench/mapping.js [POSTS] [SEED]`
 */

const POSTS = Number(process.argv[2] ?? 1_000_000);
const SEED = Number(process.argv[3] ?? 1);
const WARM_UP_POSTS = 20_000;
/** Texts are made in batches, outside the measured time, so that memory stays flat. */
const BATCH_POSTS = 50_000;

const users = new Map(
  ['alice', 'bob', 'sato.kenji'].map((name) => [name, slackUserId(`U${name}`)]),
);
const channels = new Map(['town-square', 'dev'].map((name) => [name, slackChannelId(`C${name}`)]));
const emoji = new Set(['smile', 'tada', '+1', 'white_check_mark', 'slightly_smiling_face']);

const context: TextContext = {
  mentions: 'live',
  user: (name) => users.get(name),
  channel: (name) => channels.get(name),
  isGroup: () => false,
  emoji: (name) => (emoji.has(name) ? name : undefined),
  rewriteLink: () => undefined,
  tables: 'text',
  latex: { block: false, inline: false },
};

function measure(
  posts: number,
  seed: number,
): { milliseconds: number; plain: number; characters: number } {
  const next = postTexts(seed);
  let milliseconds = 0;
  let plain = 0;
  let characters = 0;
  let parts = 0;
  for (let done = 0; done < posts; done += BATCH_POSTS) {
    const texts = Array.from({ length: Math.min(BATCH_POSTS, posts - done) }, next);
    const start = performance.now();
    for (const text of texts) parts += renderText(text, context).parts.length;
    milliseconds += performance.now() - start;
    plain += texts.filter(isPlainText).length;
    characters += texts.reduce((sum, text) => sum + text.length, 0);
  }
  if (parts < posts) throw new Error('a text gave no part');
  return { milliseconds, plain, characters };
}

/** What becomes of a text in each stage; the later ones include the earlier. */
const STAGES: Readonly<Record<string, () => (message: string, index: number) => number>> = {
  rendered: () => (message) => renderText(message, context).parts.length,
  mapped: () => {
    const place = aMessageContext({ text: context });
    return (message, index) =>
      mapPost(aPost({ message, createAtMs: index }), place).messages.length;
  },
  'mapped and written': () => {
    const place = aMessageContext({ text: context });
    return (message, index) => {
      const { messages } = mapPost(aPost({ message, createAtMs: index }), place);
      return messages.map((each) => serializeMessage(each).json.length).length;
    };
  },
};

/** Processor seconds of a stage for a million posts. */
function processorSeconds(stage: () => (message: string, index: number) => number): number {
  const next = postTexts(SEED);
  const run = stage();
  let micros = 0;
  for (let done = 0; done < POSTS; done += BATCH_POSTS) {
    const texts = Array.from({ length: Math.min(BATCH_POSTS, POSTS - done) }, next);
    const before = process.cpuUsage();
    for (const [index, text] of texts.entries()) run(text, done + index);
    const { user, system } = process.cpuUsage(before);
    micros += user + system;
  }
  return micros / POSTS;
}

measure(WARM_UP_POSTS, SEED + 1);
const { milliseconds, plain, characters } = measure(POSTS, SEED);
const line = (name: string, value: string): string => `${name.padEnd(22)}${value}\n`;
process.stdout.write(
  line('posts', POSTS.toLocaleString('en')) +
    line('characters a post', (characters / POSTS).toFixed(1)) +
    line('posts/s', Math.round(POSTS / (milliseconds / 1_000)).toLocaleString('en')) +
    line('plain path', `${((plain / POSTS) * 100).toFixed(1)} %`),
);
for (const [name, stage] of Object.entries(STAGES)) {
  process.stdout.write(
    line(name, `${processorSeconds(stage).toFixed(1)} s of processor time a million`),
  );
}
