import type { FileStore } from '../../exporters/files/file-store.ts';
import type { SiteTarget } from '../../importers/site/target.ts';
import type { CommandContext } from '../run/context.ts';
import type { SiteScope } from './site-scope.ts';

/** What a site is written from and into. */
export interface SiteBuild {
  readonly scope: SiteScope;
  readonly site: SiteTarget;
  readonly store: FileStore | undefined;
  readonly context: CommandContext;
}
