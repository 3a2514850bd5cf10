import type { MovedPosts } from '../../importers/moved/moved-posts.ts';
import type { MessageContext } from '../../mapping/messages.ts';
import { slackTs } from '../../mapping/slack.ts';
import { microsOf, tsFromMicros } from '../../mapping/timestamps.ts';

/**
 * The context of a conversation of which archives hold a part: what was issued wins over a new calculation, which the
 * neighbours of a post may have changed, and no `ts` is issued twice.
 */
export function knownIssuer(context: MessageContext, moved: MovedPosts): MessageContext {
  const { issuer, conversation } = context;
  const { id } = conversation.channel;
  return {
    ...context,
    issuer: {
      issue(post) {
        const known = moved.get(post.id)?.ts ?? '';
        if (known !== '') return microsOf(slackTs(known));
        let micros = issuer.issue(post);
        // Only among posts of one millisecond can a slot be taken.
        if (post.tie.count > 1) while (moved.hasTs(id, tsFromMicros(micros))) micros += 1;
        return micros;
      },
      of(ref) {
        const known = moved.get(ref.id)?.ts ?? '';
        return known === '' ? issuer.of(ref) : slackTs(known);
      },
    },
  };
}
