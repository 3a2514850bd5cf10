import type { ChannelLine } from '../../mapping/lists/channel-list.ts';
import type { Likeness } from '../../mapping/lists/identities.ts';
import {
  channelCandidatesOf,
  type Lists,
  type Matching,
  personCandidates,
} from '../../mapping/lists/lists.ts';
import type { PersonLine } from '../../mapping/lists/people-list.ts';
import { VISIBILITIES } from '../../mapping/plan/channels-csv.ts';
import { countText, fill } from '../../reports/figures.ts';
import { shownReason } from '../../reports/reasons.ts';
import { shownText } from '../../reports/shown-text.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS, type Texts } from '../../texts/texts.ts';
import type { Wish } from './editing.ts';

type PeopleTexts = Texts['people'];

/** A numbered candidate, and what taking it decides. */
export interface Choice {
  readonly text: string;
  readonly wish: Wish;
}

/** Lines that say who a person is. */
export function personLines(line: PersonLine, lang: Language): readonly string[] {
  const texts = TEXTS[lang].people;
  const { username, fullName, nickname, email, state, posts, reason } = line;
  const facts = [fullName, nickname, email, texts.states[state], postsText(posts, texts)];
  return [joined([username, ...facts]), ...reasonLine(reason, lang)];
}

/** What the wizard shows of a channel; nothing for none. */
export function channelLines(line: ChannelLine | undefined, lang: Language): readonly string[] {
  const texts = TEXTS[lang].people;
  if (line === undefined) return [];
  const { name, displayName, team, type, posts, slackName, reason } = line;
  const facts = [displayName, team, texts.visibilities[type], postsText(posts, texts)];
  return [joined([name, ...facts, `#${slackName}`]), ...reasonLine(reason, lang)];
}

const postsText = (posts: number, texts: PeopleTexts): string =>
  `${texts.posts}: ${countText(posts)}`;
const reasonLine = (reason: string, lang: Language): readonly string[] =>
  reason === '' ? [] : [`  ${shownText(shownReason(reason, lang))}`];
const joined = (words: readonly string[]): string =>
  words.map(shownText).filter(Boolean).join(' · ');

const because = (reasons: readonly Likeness[], texts: PeopleTexts): string =>
  `(${reasons.map((reason) => texts.likenesses[reason]).join(', ')})`;

/** Candidates for a person: of the workspace, then other accounts of Mattermost. */
export function personChoices(
  lists: Lists,
  line: PersonLine,
  matching: Matching,
  texts: PeopleTexts,
): readonly Choice[] {
  const { accounts, people } = personCandidates(lists, line, matching);
  const wish = (slackId: string, action: string): Wish => ({
    list: 'people',
    key: line.key,
    cells: { slack_id: slackId, action },
  });
  return [
    ...accounts.map(({ identity: { account }, reasons, owner }) => {
      const taken = owner === '' ? '' : fill(texts.taken, { owner });
      const state = account.isDeactivated ? texts.deactivated : '';
      const words = ['Slack', account.realName, `@${account.name}`, account.email, state, taken];
      return {
        text: `${joined(words)} ${because(reasons, texts)}`,
        wish: wish(account.id, 'match'),
      };
    }),
    ...people.map(({ identity, reasons }) => ({
      text: `same-as ${joined([identity.id, ...identity.names, identity.email])} ${because(reasons, texts)}`,
      wish: wish('', `same-as ${identity.id}`),
    })),
  ];
}

/** Channels of the workspace that a channel may be merged into. */
export function channelChoices(
  line: ChannelLine | undefined,
  matching: Matching,
  texts: PeopleTexts,
): readonly Choice[] {
  if (line === undefined) return [];
  return channelCandidatesOf(line, matching).map(({ identity: { channel }, reasons }) => ({
    text: `merge #${joined([channel.name, channel.purpose])} ${because(reasons, texts)}`,
    wish: {
      list: 'channels',
      key: line.key,
      cells: {
        slack_name: channel.name,
        slack_id: channel.id,
        action: 'merge',
        visibility: VISIBILITIES[channel.list],
        archive: 'no',
      },
    },
  }));
}
