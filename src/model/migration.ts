/** A line of the list of what changed the schema. */
export interface Migration {
  readonly number: number;
  readonly name: string;
}
