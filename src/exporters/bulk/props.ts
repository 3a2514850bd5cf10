import { isUncheckedObject } from '../../model/json.ts';
import { type BulkObject, textOf } from './values.ts';

const ID_OF_PERSON = /^(?:(.+)U|u)serId$/;

/**
 * The props of a post as JSON; null is none, and what is no object is kept as text, to be recorded as broken. Messages of
 * the system name people by id and name (`addedUserId`, `addedUsername`): the id is that of the server, so it becomes
 * the one of the name, and is left out where there is none.
 */
export function propsJson(props: unknown, idOfName: (username: string) => string): string {
  if (props === undefined || props === null) return '{}';
  if (!isUncheckedObject(props)) return JSON.stringify(String(props));
  return JSON.stringify(
    Object.keys(props).some((key) => ID_OF_PERSON.test(key))
      ? withKnownIds(props, idOfName)
      : props,
  );
}

function withKnownIds(props: BulkObject, idOfName: (username: string) => string): BulkObject {
  return Object.fromEntries(
    Object.entries(props).flatMap(([key, value]) => {
      const match = ID_OF_PERSON.exec(key);
      if (match === null) return [[key, value]];
      const [, action] = match;
      const name = textOf(props[action === undefined ? 'username' : `${action}Username`]);
      return name === '' ? [] : [[key, idOfName(name)]];
    }),
  );
}
