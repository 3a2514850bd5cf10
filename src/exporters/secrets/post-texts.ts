import type { Json, JsonObject, LinkedPost, Post, PostRef } from '../../model/model.ts';

/** `thread` for what a post knows of others in its thread, which are posts themselves. */
export type TextPlace = 'message' | 'attachment' | 'file name' | 'thread';

/** Looks at a text, and gives what is to stand in its place. */
export type SeeText = (text: string, place: TextPlace) => string;

/**
 * The post with every text that may be shown as `see` gives it: its own, those of its attachments and other props,
 * its files' names, and what it shows of other posts. The post itself when nothing changed.
 */
export function seePost(post: Post, see: SeeText): Post {
  const seen = {
    message: see(post.message, 'message'),
    props: seeProps(post.props, see),
    files: seeList(post.files, (file) => seeField(file, 'name', see(file.name, 'file name'))),
    linked: seeList(post.linked, (linked) => seeLinked(post, linked, see)),
    thread: seeThread(post.thread),
  };
  const isSame =
    seen.message === post.message &&
    seen.props === post.props &&
    seen.files === post.files &&
    seen.linked === post.linked &&
    seen.thread === post.thread;
  return isSame ? post : { ...post, ...seen };

  /** How many messages a reply makes depends on its text. */
  function seeThread(thread: Post['thread']): Post['thread'] {
    const inThread: SeeText = (text) => see(text, 'thread');
    if (thread.kind === 'reply') return seeField(thread, 'root', seeRef(thread.root, inThread));
    if (thread.kind !== 'root') return thread;
    const listed = [...thread.replies];
    const replies = seeList(listed, (reply) => {
      const named = seeRef(reply, inThread);
      return TEXTS_OF_REPLIES.reduce((seen, key) => {
        const text = seen[key];
        return text === undefined ? seen : seeField(seen, key, see(text, 'thread'));
      }, named);
    });
    return replies === listed ? thread : { ...thread, replies };
  }
}

const TEXTS_OF_REPLIES = ['longMessage', 'blankMessage'] as const;

/** The texts of a post itself, each with its place. */
export function ownTexts({
  message,
  props,
  files,
}: Pick<Post, 'message' | 'props' | 'files'>): readonly PlacedText[] {
  const texts: PlacedText[] = [];
  const note: SeeText = (text, place) => {
    texts.push({ text, place });
    return text;
  };
  note(message, 'message');
  seeProps(props, note);
  for (const { name } of files) note(name, 'file name');
  return texts;
}

export interface PlacedText {
  readonly text: string;
  readonly place: TextPlace;
}

function seeLinked(post: Post, linked: LinkedPost, see: SeeText): LinkedPost {
  // Others are links alone: nothing of theirs is shown.
  if (linked.id !== post.props['previewed_post']) return linked;
  return seeField(seeRef(linked, see), 'message', see(linked.message, 'message'));
}

/** Props name the author of a webhook's post. */
const seeRef = <Ref extends PostRef>(ref: Ref, see: SeeText): Ref =>
  seeField(ref, 'props', seeProps(ref.props, see));

function seeProps(props: JsonObject, see: SeeText): JsonObject {
  let result = props;
  for (const [key, value] of Object.entries(props)) {
    const place = key === 'attachments' ? 'attachment' : 'message';
    result = seeField(result, key, seeJson(value, place, see));
  }
  return result;
}

/** Attachments are four levels deep. What is nested deeper than this, made to break a walk, is taken for empty. */
const MAX_LEVELS = 64;

function seeJson(value: Json, place: TextPlace, see: SeeText, level = 0): Json {
  if (typeof value === 'string') return see(value, place);
  if (typeof value !== 'object' || value === null) return value;
  if (level > MAX_LEVELS) return null;
  if (isList(value)) return seeList(value, (item) => seeJson(item, place, see, level + 1));
  let result = value;
  for (const [key, inner] of Object.entries(value)) {
    // Buttons call the old server, and never move.
    if (key === 'actions') continue;
    result = seeField(result, key, seeJson(inner, place, see, level + 1));
  }
  return result;
}

const isList = (value: readonly Json[] | JsonObject): value is readonly Json[] =>
  Array.isArray(value);

function seeList<Item>(list: readonly Item[], seeItem: (item: Item) => Item): readonly Item[] {
  const seen = list.map(seeItem);
  return seen.every((item, index) => item === list[index]) ? list : seen;
}

function seeField<Thing extends object, Key extends keyof Thing>(
  thing: Thing,
  key: Key,
  value: Thing[Key],
): Thing {
  return thing[key] === value ? thing : { ...thing, [key]: value };
}
