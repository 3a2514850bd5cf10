import type { Post } from '../../model.ts';

/** Counts how often each custom emoji is used, in texts and in reactions; it grows with emoji alone. */
export class EmojiUses {
  readonly #uses: Map<string, number>;

  constructor(names: readonly string[]) {
    this.#uses = new Map(names.map((name) => [name, 0]));
  }

  add(post: Post): void {
    for (const { emojiName } of post.reactions) this.#count(emojiName);
    if (!post.message.includes(':')) return;
    for (const [, name = ''] of post.message.matchAll(/:([\w+-]+):/g)) this.#count(name);
  }

  of(name: string): number {
    return this.#uses.get(name) ?? 0;
  }

  #count(name: string): void {
    const known = this.#uses.get(name);
    if (known !== undefined) this.#uses.set(name, known + 1);
  }
}
