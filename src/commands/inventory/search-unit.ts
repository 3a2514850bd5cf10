import { ownTexts, type PlacedText } from '../../exporters/secrets/post-texts.ts';
import { redactionsOf } from '../../exporters/secrets/redact.ts';
import { findSecrets, mayHoldText } from '../../exporters/secrets/scan.ts';
import type { PostUnit, Source, TimeRange } from '../../exporters/source.ts';
import type { ChannelId, FileInfo, Post } from '../../model/model.ts';
import type { FoundSecret, Redaction } from '../../model/secrets.ts';
import type { Job } from '../run/workers/messages.ts';

/** What the list tells of a post. */
export type PlacedPost = Pick<Post, 'id' | 'userId' | 'props' | 'createAtMs'>;

/** A credential in a post. */
export interface SecretInPost {
  readonly post: PlacedPost;
  readonly where: string;
  readonly redaction: Redaction;
}

/** A file that is there, and of a kind that is searched. */
export interface TextFile {
  readonly post: PlacedPost;
  readonly file: FileInfo;
  readonly sizeBytes: number;
}

/** What a page of a channel's live posts holds, as plain data. */
export interface SearchedPage {
  readonly channel: ChannelId;
  readonly posts: number;
  readonly found: readonly SecretInPost[];
  readonly files: readonly TextFile[];
}

/** What searches units of posts. */
export interface SearchingJob {
  readonly source: Pick<Source, 'unitPosts'>;
  readonly range: TimeRange;
}

/** Makes the job that searches the texts of every live post of a unit, and names its files that are to be searched. */
export function searchUnits({ source, range }: SearchingJob): Job<PostUnit, SearchedPage> {
  return async function* (unit) {
    for await (const { channel, posts } of source.unitPosts(unit, range)) {
      const live = posts.filter(({ deleteAtMs }) => deleteAtMs === undefined);
      const found = await secretsIn(live);
      yield { channel, posts: live.length, found, files: live.flatMap(textFiles) };
    }
  };
}

/** Finds the credentials in texts and names of posts; what a post says twice is given once, where it stands first. */
export async function secretsIn(
  posts: readonly (PlacedPost & Pick<Post, 'message' | 'files'>)[],
): Promise<readonly SecretInPost[]> {
  const texts = posts.map(ownTexts);
  const found = await findSecrets(texts.flatMap((own) => own.map(({ text }) => text)));
  if (found.size === 0) return [];
  return posts.flatMap((post, index) =>
    inPost(texts[index] ?? [], found).map((one) => ({ post: placed(post), ...one })),
  );
}

function inPost(
  texts: readonly PlacedText[],
  found: ReadonlyMap<string, readonly FoundSecret[]>,
): readonly Omit<SecretInPost, 'post'>[] {
  const once = new Map<string, Omit<SecretInPost, 'post'>>();
  for (const { text, place } of texts) {
    for (const [secret, redaction] of redactionsOf(text, found.get(text) ?? [])) {
      if (!once.has(secret)) once.set(secret, { where: place, redaction });
    }
  }
  return [...once.values()];
}

function textFiles(post: Post): readonly TextFile[] {
  return post.files.flatMap((file) =>
    file.stored?.state === 'there' && mayHoldText(file)
      ? [{ post: placed(post), file, sizeBytes: file.stored.sizeBytes }]
      : [],
  );
}

const placed = ({ id, userId, props, createAtMs }: PlacedPost): PlacedPost => ({
  id,
  userId,
  props,
  createAtMs,
});
