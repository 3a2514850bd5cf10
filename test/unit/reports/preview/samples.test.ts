import { describe, expect, it } from 'vitest';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { type Post, postId } from '../../../../src/model/model.ts';
import { makeSampleCollector } from '../../../../src/reports/preview/samples.ts';
import { A_TIME_MS, aPost } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';

function samplesOf(posts: readonly Partial<Post>[], samplesPerKind = 3) {
  const context = aMessageContext();
  const book = makeSampleCollector(samplesPerKind);
  posts.forEach((over, index) => {
    const post = aPost({ id: postId(`post${index}`), createAtMs: A_TIME_MS + index, ...over });
    book.add({ post, mapped: mapPost(post, context), conversation: context.conversation });
  });
  return book.samples();
}

describe('the sample book', () => {
  it('counts every post and keeps the first few of each construct', () => {
    const { posts, constructs } = samplesOf(Array(10).fill({ message: '**a**' }));
    const bold = constructs.get('bold');
    expect(posts).toBe(10);
    expect(bold?.count).toBe(10);
    expect(bold?.samples.map(({ post }) => post.id)).toEqual(['post0', 'post1', 'post2']);
  });

  it('counts a loss as often as it happens, and keeps its post once', () => {
    const link = '[a](https://example.com "t")';
    const other = '[b](https://example.com "u")';
    const { losses } = samplesOf([{ message: `${link} ${other}` }, { message: link }]);
    const tally = losses.get('link_title_dropped');
    expect(tally?.count).toBe(3);
    expect(tally?.samples.map(({ post }) => post.id)).toEqual(['post0', 'post1']);
  });

  it('keeps samples of each post type, plain posts apart', () => {
    const { types } = samplesOf([{ type: 'me' }, {}, { type: 'custom_a' }]);
    expect([...types.keys()]).toEqual(['me', 'custom_a']);
  });

  it('does not grow with the number of types that plugins make up', () => {
    const { types } = samplesOf(Array.from({ length: 500 }, (_, n) => ({ type: `custom_${n}` })));
    expect(types.size).toBe(200);
  });
});
