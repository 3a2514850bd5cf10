/** A message or list entry, to be changed at will. */
export interface Loose {
  [key: string]: unknown;
  ts: string;
}

/** Where a message stands. */
export interface PlacedMessage {
  readonly message: Loose;
  readonly day: Loose[];
  readonly entry: string;
  /** Id of its channel. */
  readonly channel: string;
  /** Which of the lists the channel is in. */
  readonly list: string;
}

/** An archive taken apart; what is changed here is in the copy that is written. */
export interface DamagedArchive {
  /** Messages in the order of the archive. */
  messages(): readonly PlacedMessage[];
  /** The first message that is as asked. */
  find(isMeant: (message: Loose, place: PlacedMessage) => boolean): PlacedMessage;
  list(name: string): Loose[];
  /** The first entry of a list that is as asked. */
  listed(name: string, isMeant?: (entry: Loose) => boolean): Loose;
  names(): readonly string[];
  /** As it was written. */
  bytes(name: string): Buffer;
  remove(name: string): void;
  rename(from: string, to: string): void;
  put(name: string, content: string | Buffer): void;
  entries(): ReadonlyMap<string, Buffer | string>;
}

const LISTS = ['channels', 'groups', 'mpims', 'dms'];

export function damagedArchive(original: ReadonlyMap<string, Buffer>): DamagedArchive {
  const content = new Map<string, Buffer | string>(original);
  const parsed = new Map<string, Loose[]>();
  const json = (name: string): Loose[] => {
    const known = parsed.get(name) ?? (JSON.parse(String(content.get(name) ?? '[]')) as Loose[]);
    parsed.set(name, known);
    return known;
  };
  const archive: DamagedArchive = {
    messages: () =>
      LISTS.flatMap((list) =>
        json(`${list}.json`).flatMap((channel) => {
          const folder = String(list === 'dms' ? channel['id'] : channel['name']);
          const days = [...content.keys()]
            .filter((name) => name.startsWith(`${folder}/`) && name.endsWith('.json'))
            .sort();
          return days.flatMap((entry) =>
            json(entry).map((message) => ({
              message,
              day: json(entry),
              entry,
              channel: String(channel['id']),
              list,
            })),
          );
        }),
      ),
    find(isMeant) {
      const found = archive.messages().find((place) => isMeant(place.message, place));
      if (found === undefined) throw new Error('the fixtures hold no such message');
      return found;
    },
    list: (name) => json(`${name}.json`),
    listed(name, isMeant = () => true) {
      const found = json(`${name}.json`).find(isMeant);
      if (found === undefined) throw new Error(`the fixtures hold no such entry in ${name}`);
      return found;
    },
    names: () => [...content.keys()],
    bytes: (name) => original.get(name) ?? Buffer.alloc(0),
    remove(name) {
      content.delete(name);
      parsed.delete(name);
    },
    rename(from, to) {
      for (const name of [...content.keys()].filter((entry) => entry.startsWith(`${from}/`))) {
        content.set(name.replace(from, to), content.get(name) ?? '');
        content.delete(name);
        parsed.delete(name);
      }
    },
    put(name, bytes) {
      parsed.delete(name);
      content.set(name, bytes);
    },
    entries() {
      for (const [name, value] of parsed) content.set(name, JSON.stringify(inOrder(value)));
      return content;
    },
  };
  return archive;
}

/** Messages in the order of their `ts`: another order is a damage of its own, which is put as text. */
const inOrder = (list: readonly Loose[]): readonly Loose[] =>
  list.every((each) => /^\d{10}\.\d{6}$/.test(each?.ts))
    ? list.toSorted((a, b) => Number(a.ts > b.ts) - Number(a.ts < b.ts))
    : list;
