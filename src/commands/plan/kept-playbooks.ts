import { placeOfPlaybook, placeOfRun } from '../../mapping/plugins/places.ts';
import { isDeleted, textIn } from '../../mapping/plugins/values.ts';
import type { PlaybookAdditions, PlaybooksReading, PluginRow } from '../../model/plugin-rows.ts';
import { playbookPage, runPage } from '../../reports/plugins/playbook.ts';
import { type PluginFiles, type PluginWriting, withName } from './plugin-files.ts';

/** Writes a page and a JSON file for each playbook and each run that the run of the program selects. */
export async function writePlaybooks(
  files: PluginFiles,
  reading: PlaybooksReading,
  { selection, personName, texts }: PluginWriting,
): Promise<void> {
  for await (const rows of reading.playbooks()) {
    const { playbook, members, metrics } = rows;
    const place = files.placed('playbook', placeOfPlaybook(playbook, selection));
    if (place === undefined) continue;
    const own = await files.open(
      { kind: 'playbook', title: textIn(playbook, 'title'), id: textIn(playbook, 'id') },
      place,
    );
    await own.page(playbookPage(rows, { texts, personName, place }));
    const people = members.map((row) => withName(row, 'memberid', personName));
    await own.json(
      jsonText({
        ...{ format: 'mm2slack playbook 1', playbook, members: people, metrics },
        ...liveAdditions(rows),
      }),
    );
    await own.close();
  }
  for await (const rows of reading.runs()) {
    const { run, playbook, people, statusPosts, timeline, metrics } = rows;
    const place = files.placed('run', placeOfRun(run, playbook, selection));
    if (place === undefined) continue;
    const own = await files.open(
      { kind: 'run', title: textIn(run, 'name'), id: textIn(run, 'id') },
      place,
    );
    await own.page(runPage(rows, { texts, personName, place }));
    await own.json(
      jsonText({
        format: 'mm2slack run 1',
        run,
        people: people.map((row) => withName(row, 'userid', personName)),
        statusUpdates: live(statusPosts).map((row) => withName(row, 'userid', personName)),
        timeline: live(timeline),
        metrics,
        ...liveAdditions(rows),
      }),
    );
    await own.close();
  }
}

const liveAdditions = ({ attributes, attributeValues, conditions }: PlaybookAdditions) => ({
  attributes: live(attributes),
  attributeValues: live(attributeValues),
  conditions: live(conditions),
});

const live = (rows: readonly PluginRow[]): readonly PluginRow[] =>
  rows.filter((row) => !isDeleted(row, 'deleteat'));

const jsonText = (object: object): string => `${JSON.stringify(object, undefined, 2)}\n`;
