import { describe, expect, it } from 'vitest';
import { fileComment } from '../../../../src/mapping/replay/replay-post.ts';
import { aPost } from '../../../support/builders/builders.ts';

const context = { displayName: () => 'Taro <Yamada>' };

describe('the text beside a replayed file', () => {
  it('names author and time, as text that does not notify', () => {
    expect(fileComment(aPost(), context)).toMatch(/^Taro &lt;Yamada&gt; · <!date\^1680485400\^/);
  });

  it('names the webhook that posted it, never the person who made the hook', () => {
    const props = { from_webhook: 'true', override_username: 'Deploys' };
    expect(fileComment(aPost({ props }), context)).toMatch(/^Deploys · /);
  });

  it('says unknown where the author is not known', () => {
    expect(fileComment(aPost({ userId: undefined }), context)).toMatch(/^unknown · /);
  });
});
