import type { Source } from '../../exporters/source.ts';
import { comparePosts, type FieldDifference, FORMER } from '../../mapping/verify/compare.ts';
import type { Explanations } from '../../mapping/verify/explanations.ts';
import { differenceOf, type PostFacts } from '../../mapping/verify/facts.ts';
import { expectedPost, type SourceView } from '../../mapping/verify/source-posts.ts';
import type { Post } from '../../model/model.ts';

/** Reads a post as it was before each of its edits, as far as the rows are there. */
export type ReadFormer = (post: Post) => Promise<readonly Post[]>;

/** Makes the reader of a source. */
export const formerOf =
  (source: Pick<Source, 'formerRows'>): ReadFormer =>
  async (post) => {
    const range = { fromMs: post.createAtMs, toMs: post.createAtMs + 1 };
    const found: Post[] = [];
    for await (const rows of source.formerRows(post.channelId, range)) {
      for (const { originalId, post: former } of rows) {
        if (originalId !== post.id) continue;
        found.push({ ...post, message: former.message, props: former.props });
      }
    }
    return found;
  };

/** A post whose message differs from it. */
interface FoundMessage {
  readonly post: Post;
  readonly target: PostFacts;
  readonly view: SourceView;
}

const CONTENT: ReadonlySet<string> = new Set(['text', 'attachments']);

/**
 * Marks what a message says where an edit was refused and the message is as the post was before one of its edits: then
 * the refusal explains it, and nothing else that the message may say.
 */
export async function markFormer(
  fields: readonly FieldDifference[],
  { post, target, view }: FoundMessage,
  explanations: Explanations,
  readFormer: ReadFormer,
): Promise<readonly FieldDifference[]> {
  const isContent = ({ thing, field }: FieldDifference): boolean =>
    thing === 'message' && CONTENT.has(field);
  if (!fields.some(isContent) || !explanations.has('edit_refused', post.id)) return fields;
  const about = { postId: post.id, channelId: post.channelId };
  const isAs = (former: Post): boolean => {
    const { facts } = expectedPost(former, view);
    if (facts === undefined) return false;
    return comparePosts(facts, target)
      .filter(isContent)
      .every((found) => explanations.causeOf(differenceOf({ ...about, ...found })) !== '');
  };
  if (!(await readFormer(post)).some(isAs)) return fields;
  return fields.map((found) => (isContent(found) ? { ...found, name: FORMER } : found));
}
