import type { PluginPlace } from '../../mapping/plugins/places.ts';
import type { PersonName } from '../../mapping/plugins/properties.ts';
import type { Texts } from '../../texts/texts.ts';
import { fill } from '../figures.ts';
import { literal } from './literal.ts';

/** What every page is written with. */
export interface PluginPage {
  readonly texts: Texts['plugins'];
  readonly personName: PersonName;
  readonly place: PluginPlace;
}

/** Where the thing belongs and who may read it, as facts of a page. */
export function placeFacts({
  texts,
  place,
}: Pick<PluginPage, 'texts' | 'place'>): readonly (readonly [string, string | undefined])[] {
  const { facts } = texts;
  const { team, channel, conversation, isPrivate } = place;
  const isNamed =
    channel !== undefined && (channel.type === 'public' || channel.type === 'private');
  const slack =
    conversation === undefined
      ? undefined
      : fill(facts.channelInSlack, { name: literal(conversation.name) });
  return [
    [facts.team, team === undefined ? undefined : literal(team.displayName || team.name)],
    [
      facts.channel,
      isNamed
        ? [literal(channel.displayName || channel.name), slack ?? []].flat().join(', ')
        : undefined,
    ],
    [facts.access, isPrivate ? facts.isPrivate : facts.isOpen],
  ];
}
