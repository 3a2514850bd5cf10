import type { SqlValue } from '../../../fixtures/schemas/sql-text.ts';
import type { FixtureRow } from '../../../fixtures/workspace/rows.ts';

export type Row = Readonly<Record<string, SqlValue>>;

/** A row of Posts that an export writes. */
export interface Post {
  readonly Id: string;
  readonly ChannelId: string;
  readonly RootId: string;
  readonly UserId: string;
  readonly CreateAt: number;
  readonly EditAt: number;
  readonly IsPinned: boolean;
  readonly Message: string;
  readonly Type: string;
  readonly props: unknown;
}

/** What an export asks of the rows of a server. */
export class RowIndex {
  readonly #rows: readonly FixtureRow[];

  constructor(rows: readonly FixtureRow[]) {
    this.#rows = rows;
  }

  /** Rows of a table, by id as the server pages them. */
  of(table: string): readonly Row[] {
    return this.#rows
      .filter((row) => row.table === table)
      .map(({ values }) => values)
      .toSorted((a, b) => (String(a['Id']) < String(b['Id']) ? -1 : 1));
  }

  get(table: string, id: unknown): Row | undefined {
    return this.of(table).find((row) => row['Id'] === id);
  }

  teamName(id: unknown): string {
    return String(this.get('Teams', id)?.['Name'] ?? '');
  }

  username(id: string): string | undefined {
    const name = this.get('Users', id)?.['Username'];
    return name === undefined ? undefined : String(name);
  }

  bots(): readonly Row[] {
    const ids = new Set(this.of('Bots').map(({ UserId }) => UserId));
    return this.of('Users').filter(({ Id }) => ids.has(Id ?? ''));
  }

  people(withoutBots: boolean): readonly Row[] {
    const bots = new Set(this.bots());
    return this.of('Users').filter((user) => !withoutBots || !bots.has(user));
  }

  members(channel: Row): readonly string[] {
    return this.of('ChannelMembers')
      .filter(({ ChannelId }) => ChannelId === channel['Id'])
      .map(({ UserId }) => String(UserId))
      .sort();
  }

  /** Live first posts of threads whose author and channel have rows. */
  roots(): readonly Post[] {
    return this.#posts().filter(({ RootId }) => RootId === '');
  }

  /** Live replies whose author has a row, by id and not by time. */
  replies(root: Post): readonly Post[] {
    return this.#posts().filter(({ RootId }) => RootId === root.Id);
  }

  #posts(): readonly Post[] {
    return this.of('Posts')
      .filter(({ DeleteAt, OriginalId }) => DeleteAt === 0 && OriginalId === '')
      .filter(({ ChannelId }) => this.get('Channels', ChannelId) !== undefined)
      .map(postOf)
      .filter(({ UserId }) => this.username(UserId) !== undefined);
  }

  filePaths({ Id }: Post): readonly string[] {
    return this.of('FileInfo')
      .filter(({ PostId, DeleteAt }) => PostId === Id && DeleteAt === 0)
      .toSorted((a, b) => Number(a['CreateAt']) - Number(b['CreateAt']))
      .map(({ Path }) => String(Path));
  }

  /** Reactions that were not taken back, of people who have rows. */
  reactions({ Id }: Post): readonly Row[] {
    return this.of('Reactions').filter(
      ({ PostId, DeleteAt, UserId }) =>
        PostId === Id && !DeleteAt && this.username(String(UserId)) !== undefined,
    );
  }
}

const postOf = (row: Row): Post => ({
  Id: String(row['Id']),
  ChannelId: String(row['ChannelId']),
  RootId: String(row['RootId'] ?? ''),
  UserId: String(row['UserId']),
  CreateAt: Number(row['CreateAt']),
  EditAt: Number(row['EditAt']),
  IsPinned: row['IsPinned'] === true,
  Message: String(row['Message'] ?? ''),
  Type: String(row['Type'] ?? ''),
  props: jsonOf(row['Props']),
});

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text ?? '{}'));
  } catch {
    return {};
  }
}
