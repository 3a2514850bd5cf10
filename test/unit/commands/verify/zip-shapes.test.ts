import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileSlackId } from '../../../../src/mapping/slack-ids.ts';
import { postId } from '../../../../src/model/model.ts';
import {
  A_TIME_MS,
  aFile,
  aPost,
  aPostRef,
  aReplyRef,
} from '../../../support/builders/builders.ts';
import {
  bareMessage,
  CHANNEL_IN_SLACK,
  compare,
  type Fields,
  type FoundMessage,
  message,
  REPLY,
  ROOT,
  ROOT_FIELDS,
  ROOT_MESSAGE,
  replyMessage,
  SUZUKI_IN_SLACK,
  TS,
  YAMADA_IN_SLACK,
} from './archive-comparison.ts';

const FILE = { id: 'F0000000000001', name: 'plan.pdf', size: 1, mimetype: 'application/pdf' };
const REACTION = { name: 'eyes', users: [YAMADA_IN_SLACK], count: 1 };
const BLOCK = { type: 'rich_text', elements: [] };

/** Values of every type, and lists and objects as they may be in place of each other. */
const VALUES: readonly unknown[] = [
  ...[7, 1_680_480_000, 'evil', '1700000000.000000', true, false, null, [], {}],
  ...[['evil'], [7], [null], [[]], { 0: 'evil' }, { x: 1 }, { ts: TS }, { toString: 1 }],
  ...[[FILE, null], { 0: FILE }, [REACTION, null], [{ name: '', users: [], count: 0 }]],
  ...[[{ ...REACTION, users: [] }], [{ user: 'U1', ts: TS }, null], [{ ts: TS }]],
  ...[{ 0: { text: 'evil' } }, [{ text: 'evil' }], [CHANNEL_IN_SLACK], { user: 'U1', ts: '' }],
];

/** What a message may hold of each type, where it is as good as absent. */
const AS_ABSENT: ReadonlyMap<string, string> = new Map([
  ['hidden', 'false'],
  ['blocks', '[]'],
  ['attachments', '[]'],
  ['files', '[]'],
  ['reactions', '[]'],
  ['replies', '[]'],
  ['pinned_to', '[]'],
]);

/** Fields that a plain message outside threads does not have. */
const ADDED = [
  ...['subtype', 'bot_id', 'bot_profile', 'username', 'icons', 'blocks', 'attachments', 'files'],
  ...['upload', 'display_as_bot', 'edited', 'reactions', 'pinned_to', 'hidden', 'thread_ts'],
  ...['parent_user_id', 'reply_count', 'reply_users', 'reply_users_count', 'latest_reply'],
  ...['replies', 'inviter', 'topic', 'purpose', 'old_name', 'name'],
  ...['user_profile', 'client_msg_id', 'isOld', 'misshapen', 'constructor', '__proto__'],
];

/** Fields that it has; a value in place of theirs is another one. */
const REPLACED = ['type', 'team', 'user', 'text', 'ts'];

const linesOf = async (fields: Fields): Promise<readonly string[]> =>
  (await compare({ posts: [aPost()], messages: [bareMessage(fields)] })).lines;

/** As a reader of JSON makes it: a field of its own, whatever its name. */
const withField = (name: string, value: unknown): Fields =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);

/** Of plain messages with these fields, each with a post of its own: whether each is reported. */
async function areTold(all: readonly Fields[]): Promise<readonly boolean[]> {
  const atMs = (at: number): number => A_TIME_MS + at * 60_000;
  const posts = all.map((_fields, at) =>
    aPost({ id: postId(`post${String(at).padStart(22, '0')}`), createAtMs: atMs(at) }),
  );
  const messages = all.map((fields, at) =>
    bareMessage({ ts: `${Math.floor(atMs(at) / 1000)}.123000`, ...fields }),
  );
  const { lines } = await compare({ posts, messages });
  return posts.map(({ id }) => lines.some((line) => line.endsWith(` ${id}`)));
}

describe('a plain message', () => {
  it('is right without any other field', async () => {
    expect(await areTold([{}, {}])).toEqual([false, false]);
  });

  it.each([...ADDED, ...REPLACED])(
    'differs with any value of any type as %s that its post does not have',
    async (name) => {
      const told = await areTold(VALUES.map((value) => withField(name, value)));
      const untold = VALUES.filter((_value, at) => told[at] === false);
      const asAbsent = VALUES.filter((value) => JSON.stringify(value) === AS_ABSENT.get(name));
      expect(untold).toEqual(asAbsent);
    },
  );

  it('differs by a file of the list in which another element is none', async () => {
    const lines = await linesOf({ files: [FILE, null] });
    expect(lines).toContain(`unexpected file ${aPost().id}`);
    expect(lines).toContain(`differs message.format ${aPost().id}`);
  });

  it('differs with blocks that are none, although the text says the same', async () => {
    for (const blocks of [true, {}, { 0: BLOCK }, 'x', 1, null]) {
      expect(await linesOf({ blocks })).toEqual([`differs message.format ${aPost().id}`]);
    }
  });
});

describe('a file of a message', () => {
  const file = aFile();
  const right = {
    id: fileSlackId(file.id),
    name: file.name,
    title: file.name,
    size: file.sizeBytes,
    mimetype: 'application/pdf',
  };

  it.each(['thumb_360', 'preview', 'user_profile', 'permalink'])(
    'differs with %s, which no file has',
    async (name) => {
      const found = async (fields: Fields) =>
        (
          await compare({
            posts: [aPost({ files: [file] })],
            messages: [message({ files: [{ ...right, ...fields }] })],
          })
        ).lines.filter((line) => line.startsWith('differs message.format'));
      expect(await found({})).toEqual([]);
      expect(await found({ [name]: 'https://evil.example' })).toHaveLength(1);
    },
  );
});

const DEEP = 50_000;
const DEEP_VALUES: readonly unknown[] = [
  ['[', ']'],
  ['{"elements":[', ']}'],
].map(([open = '', close = '']) => JSON.parse(`${open.repeat(DEEP)}0${close.repeat(DEEP)}`));

const section = (element: unknown): Fields => ({ type: 'rich_text_section', elements: [element] });

const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(...VALUES),
  fc.dictionary(
    fc.constantFrom('type', 'elements', 'style', 'toString', 'text', 'rows', 'indent', 'fields'),
    fc.jsonValue(),
  ),
);

const ALL = [...ADDED, ...REPLACED];
const anyMessage = fc.dictionary(fc.constantFrom(...ALL), anyJson);

describe('the messages of a day file', () => {
  it('are compared whatever JSON they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyMessage, { maxLength: 3 }), async (all) => {
        const messages = all.map((fields) => bareMessage(JSON.parse(JSON.stringify(fields))));
        const posts = [ROOT, REPLY];
        await compare({ posts, messages: [ROOT_MESSAGE, replyMessage(), ...messages] });
        const compared = await compare({ posts: [aPost()], messages });
        expect(compared.account['compared'] ?? 0).toBeLessThan(2);
      }),
      { numRuns: 100 },
    );
  });

  it.each(ALL)('are compared with %s far deeper than the stack', async (name) => {
    const values = DEEP_VALUES.flatMap((deep) => {
      const list = { type: 'rich_text_list', style: 'bullet', elements: [deep] };
      const lists = [
        { type: 'rich_text', elements: [section(deep), list] },
        { type: 'table', rows: [[deep]] },
        { fields: [deep], mrkdwn_in: deep, ts: deep, text: deep, x: deep },
        { id: deep, name: deep, users: [deep], count: deep, user: deep, created: deep },
      ];
      return [deep, [deep, ...lists]];
    });
    const told = await areTold(values.map((value) => ({ [name]: value })));
    expect(told).toEqual(values.map(() => true));
  });

  it.each([-1, 9, 500_000_000, 1e300, 0.5])(
    'differ by a list with indent %d, which Slack does not show',
    async (indent) => {
      const item = { type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] };
      const list = { type: 'rich_text_list', style: 'bullet', indent, elements: [item] };
      const blocks = [{ type: 'rich_text', elements: [list] }];
      const posts = [aPost({ message: '- a' })];
      const found = message({ text: '• a', blocks });
      expect((await compare({ posts, messages: [found] })).lines).toEqual([
        `differs message.text ${aPost().id}`,
      ]);
    },
  );

  it('are compared with as many cells and runs as fit into a file', async () => {
    const runs = Array.from({ length: 300_000 }, () => ({ type: 'text', text: 'a' }));
    const section = { type: 'rich_text_section', elements: runs };
    const tables = [
      { type: 'table', rows: [[{ type: 'rich_text', elements: [section] }]] },
      { type: 'table', rows: runs.map(() => []) },
    ];
    for (const table of tables) {
      expect(await linesOf({ blocks: [table] })).toEqual([`differs message.text ${aPost().id}`]);
    }
  });
});

it('A reply differs with what only roots have', async () => {
  const replies = [{ user: SUZUKI_IN_SLACK, ts: TS }];
  const fields = { reply_users: [SUZUKI_IN_SLACK], reply_users_count: 1, latest_reply: TS };
  for (const added of [
    { replies, reply_count: 1 },
    ...Object.entries(fields).map(([k, v]) => ({ [k]: v })),
  ]) {
    const messages = [ROOT_MESSAGE, replyMessage(added)];
    expect((await compare({ posts: [ROOT, REPLY], messages })).lines.length).toBeGreaterThan(0);
  }
});

describe('an attachment with a table', () => {
  const cell = (text: string) => ({ type: 'raw_text', text });
  const blocks = [
    {
      type: 'table',
      rows: [
        [cell('a'), cell('b')],
        [cell('1'), cell('2')],
      ],
    },
  ];
  const right = { fallback: 'a | b\n1 | 2', blocks };
  const markdown = '| a | b |\n|---|---|\n| 1 | 2 |';

  async function linesWith(attachment: Fields, text = markdown): Promise<readonly string[]> {
    const found = bareMessage({ text: text === markdown ? '' : text, attachments: [attachment] });
    return (await compare({ posts: [aPost({ message: text })], messages: [found] })).lines;
  }

  it('is right with a fallback that says the same', async () => {
    expect(await linesWith(right)).toEqual([]);
  });

  it.each(['evil', '', 5, null, ['a | b\n1 | 2']])(
    'differs with %j as its fallback',
    async (fallback) => {
      expect(await linesWith({ ...right, fallback })).toEqual([
        `differs message.text ${aPost().id}`,
      ]);
    },
  );

  it.each(['from_url', 'color', 'id'])('differs with %s, which it does not have', async (key) => {
    expect(await linesWith({ ...right, [key]: 'https://evil.example' })).toEqual([
      `differs message.format ${aPost().id}`,
    ]);
  });

  it.each([[], [[]], [[], []], {}])(
    'differs with rows that show nothing (%j), where a text is beside them',
    async (...rows) => {
      const hidden = { fallback: 'evil', blocks: [{ type: 'table', rows }] };
      expect((await linesWith(hidden, 'Good morning')).length).toBeGreaterThan(0);
    },
  );
});

describe('a tombstone', () => {
  const root = aPost({ deleteAtMs: A_TIME_MS, thread: { kind: 'root', replies: [aReplyRef()] } });
  const fields = {
    ...ROOT_FIELDS,
    ...{ user: 'USLACKBOT', subtype: 'tombstone', hidden: true, text: 'This message was deleted.' },
  };
  const reply = replyMessage({ parent_user_id: 'USLACKBOT' });
  const posts = [
    root,
    { ...REPLY, thread: { kind: 'reply' as const, root: aPostRef({ isDeleted: true }) } },
  ];
  const linesWith = async (added: Fields, ...more: readonly FoundMessage[]) => {
    const messages = [bareMessage({ ...fields, ...added }), ...more, reply];
    return (await compare({ posts, messages })).lines;
  };

  it('is right with what it says of its thread', async () => {
    expect(await linesWith({})).toEqual([]);
  });

  it.each([
    ['username', 'evil'],
    ['edited', { user: 'USLACKBOT', ts: '1680485406.000000' }],
    ['pinned_to', [CHANNEL_IN_SLACK]],
    ['topic', 'evil'],
    ['bot_id', 'B0000000001'],
    ['user_profile', {}],
  ])('differs with %s, which it does not have', async (name, value) => {
    expect((await linesWith({ [name]: value })).length).toBeGreaterThan(0);
  });

  it('has no further messages in the places of a long post', async () => {
    const hidden = bareMessage({ ts: '1680485400.123001', text: 'evil' });
    expect(await linesWith({}, hidden)).toEqual([`unexpected message ${root.id}`]);
  });
});
