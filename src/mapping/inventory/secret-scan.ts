import type { SecretKind } from '../../model/secrets.ts';
import type { ChannelType } from '../../model.ts';

/** What a search for credentials came to. Each list has the most first. */
export interface SecretScan {
  /** Live posts that were searched. */
  readonly posts: number;
  /** Text files that were searched. */
  readonly files: number;
  /** Text files that were not: too large, or not to be read. */
  readonly filesSkipped: number;
  /** Credentials in what moves; one that a post says twice counts once. */
  readonly found: number;
  /** Credentials in deleted posts, which stay behind with the database. */
  readonly inDeleted: number;
  readonly tookMs: number;
  readonly kinds: readonly { readonly kind: SecretKind; readonly found: number }[];
  readonly channels: readonly {
    /** Undefined for a conversation that is not public, unless texts were asked for. */
    readonly name: string | undefined;
    readonly type: ChannelType;
    readonly found: number;
  }[];
  readonly authors: readonly { readonly name: string; readonly found: number }[];
}
