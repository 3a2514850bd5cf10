import { z } from 'zod';

/** A post like another one, without its thread, under a new id and time; for both engines. */
export function insertPostLike(model: string, id: string, createAtMs: number): string {
  return `INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId, RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions) SELECT '${id}', ${createAtMs}, ${createAtMs}, 0, 0, IsPinned, UserId, ChannelId, '', '', 'new', '', Props, '', '[]', '[]', HasReactions FROM Posts WHERE Id = '${model}'`;
}

const diffJson = z.looseObject({
  diff: z.looseObject({
    sections: z.array(
      z.looseObject({
        kind: z.string(),
        items: z.array(z.looseObject({ mark: z.string(), count: z.number(), name: z.unknown() })),
      }),
    ),
  }),
});

/** Everything that is not the same in the diff of a plan's JSON. */
export function diffMarks(json: unknown): readonly (readonly unknown[])[] {
  return diffJson
    .parse(json)
    .diff.sections.flatMap(({ kind, items }) =>
      items.map(({ mark, name, count }) => [kind, mark, nameOf(name), count]),
    );
}

const shownName = z.looseObject({ text: z.string() });

function nameOf(name: unknown): unknown {
  const shown = shownName.safeParse(name);
  return shown.success ? shown.data.text : name;
}
