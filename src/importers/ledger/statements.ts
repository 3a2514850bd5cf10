/* Statements that write and read what was done. */

/** Enters an intent; it replaces an earlier entry of the key. */
export const INTEND = `INSERT INTO action
    (key, kind, state, channel_id, post_id, slack_channel, thread_ts, file_id, digest, intended_at_ms, detail)
  VALUES (?, ?, 'intended', ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET state = 'intended', slack_channel = excluded.slack_channel,
    thread_ts = excluded.thread_ts, file_id = excluded.file_id, digest = excluded.digest,
    intended_at_ms = excluded.intended_at_ms, detail = excluded.detail`;

/** Enters the end of what was intended. */
export const FINISH = `UPDATE action SET state = ?, detail = ?, done_at_ms = ?,
    slack_channel = COALESCE(?, slack_channel), ts = COALESCE(?, ts), file_id = COALESCE(?, file_id)
  WHERE key = ?`;

/** Enters what an import brought; an entry of the app stays. */
export const ENTER = `INSERT INTO action
    (key, kind, origin, channel_id, post_id, slack_channel, thread_ts, file_id, digest, state, ts, detail,
     intended_at_ms, done_at_ms)
  VALUES (?, ?, 'import', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET state = excluded.state, ts = excluded.ts,
    detail = excluded.detail, digest = excluded.digest, thread_ts = excluded.thread_ts
    WHERE action.origin = 'import' AND action.state = 'failed'`;

/** Reads a page of the actions of a channel. */
export const OF_CHANNEL =
  'SELECT * FROM action WHERE channel_id = ? AND number > ? ORDER BY number LIMIT ?';

/** Reads a page of what is not done of posts, or is done and was to be removed. */
export const UNFINISHED = `SELECT * FROM action
  WHERE number > ? AND post_id <> '' AND origin = 'app' AND (state <> 'done' OR detail <> '')
  ORDER BY number LIMIT ?`;
