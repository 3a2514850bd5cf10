import type { PluginRow } from '../../model/plugin-rows.ts';
import { isTrue, listOf } from '../text.ts';
import type { PropertyDefinition } from './properties.ts';
import { objectOf, own, textIn } from './values.ts';

/** A view of a board; its filter is in the JSON alone. */
export interface ViewFacts {
  readonly name: string;
  /** `board`, `table`, `gallery`, `calendar`, or what a newer version has. */
  readonly type: string;
  /** Names of properties; '' for none. */
  readonly groupedBy: string;
  readonly sortedBy: readonly { readonly name: string; readonly isReversed: boolean }[];
  readonly hasFilter: boolean;
}

/** Reads a view (Boards: webapp/src/blocks/boardView.ts). */
export function viewFacts(view: PluginRow, definitions: readonly PropertyDefinition[]): ViewFacts {
  const names = new Map(definitions.map(({ id, name }) => [id, name]));
  const fields = objectOf(own(view, 'fields'));
  const groupedBy = textIn(fields, 'groupById');
  return {
    name: textIn(view, 'title'),
    type: textIn(fields, 'viewType'),
    groupedBy: names.get(groupedBy) ?? groupedBy,
    sortedBy: listOf(own(fields, 'sortOptions')).map((option) => {
      const id = textIn(objectOf(option), 'propertyId');
      const isReversed = isTrue(own(objectOf(option), 'reversed'));
      return { name: names.get(id) ?? id, isReversed };
    }),
    hasFilter: listOf(own(objectOf(own(fields, 'filter')), 'filters')).length > 0,
  };
}
