import type { StageWriter } from './stage-writer.ts';

/** What a person chose, as Mattermost's table has it (server/public/model/preference.go). */
export interface StagedPreference {
  readonly userId: string;
  readonly category: 'favorite_channel' | 'flagged_post';
  /** Id of the channel or post. */
  readonly name: string;
}

const ADD = `INSERT OR IGNORE INTO Preferences (UserId, Category, Name, Value) VALUES (?, ?, ?, 'true')`;
const DROP = 'DELETE FROM Preferences WHERE UserId = ? AND Category = ? AND Name = ?';

/** Sets a preference, or takes away what an earlier file said. */
export function setPreference(
  writer: StageWriter,
  isSet: boolean,
  { userId, category, name }: StagedPreference,
): void {
  writer.run(isSet ? ADD : DROP, userId, category, name);
}
