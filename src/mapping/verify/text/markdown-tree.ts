/* Blocks of Mattermost's Markdown; their inline text is not read yet, because a link may be defined below it. */

export type SourceBlock =
  | { readonly kind: 'text'; readonly isHeading: boolean; readonly source: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly SourceBlock[] }
  | {
      readonly kind: 'list';
      /** Undefined for bullets. */
      readonly firstNumber: number | undefined;
      readonly items: readonly (readonly SourceBlock[])[];
    }
  | {
      readonly kind: 'table';
      /** A letter for each column: `l`, `c`, `r`, `-` for none. */
      readonly aligned: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Definition {
  readonly label: string;
  readonly url: string;
  readonly title: string;
}

/** Addresses that a text defines for its links, by label. */
export type Definitions = Map<string, Definition>;
