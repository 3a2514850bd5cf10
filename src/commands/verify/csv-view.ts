import { userSlackId } from '../../mapping/slack-ids.ts';
import { NOBODY } from '../../mapping/verify/archive-authors.ts';
import { expectedUnknownPerson } from '../../mapping/verify/source-lists.ts';
import type { SourceView } from '../../mapping/verify/source-posts.ts';
import type { Reaction, UserId } from '../../model/model.ts';
import type { Scope } from '../run/scope.ts';
import type { ViewSettings } from './run.ts';
import { archiveViews, asArchived, emojiNames } from './zip-view.ts';

/** How posts are expected in a text import: as in an archive, but with names in place of ids. */
export function csvView(settings: ViewSettings, { workspace, read }: Scope): SourceView {
  const { source } = archiveViews(settings, asArchived(workspace), workspace.known.of, read.teams);
  const view = source(() => 0);
  const emoji = emojiNames(workspace);
  const displayName = (id: UserId | undefined): string => {
    const known = view.people.personOf(id ?? NOBODY);
    const username = workspace.users.get(known)?.username ?? '';
    return username === '' ? expectedUnknownPerson(known).username : username;
  };
  const reactions = (all: readonly Reaction[]): readonly string[] => {
    const named = all.map(
      ({ emojiName, userId }) => `:${emoji(emojiName)}: ${displayName(userId)}`,
    );
    return [...new Set(named)];
  };
  return {
    ...view,
    people: {
      ...view.people,
      displayName,
      mention(id) {
        const person = view.people.personOf(id);
        return `<@${workspace.users.has(person) ? userSlackId(person) : displayName(id)}>`;
      },
    },
    target: { ...view.target, webhook: (name) => name, reactions },
  };
}
