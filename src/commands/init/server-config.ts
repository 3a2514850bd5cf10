import { GITLAB_CONFIG } from '../../config/gitlab.ts';
import type { ReadFile } from '../../config/read-file.ts';
import { errorCode } from '../../errors/error-code.ts';

/**
 * Where a server keeps its config.json: the tarball and the Docker images (docs.mattermost.com, install guides: /opt and
 * /mattermost), the .deb package, GitLab's Linux package, and the folder where the program is run.
 */
const USUAL_PLACES = [
  '/opt/mattermost/config/config.json',
  '/mattermost/config/config.json',
  '/etc/mattermost/config.json',
  GITLAB_CONFIG,
  '/srv/mattermost/config/config.json',
  'config/config.json',
] as const;

export interface ServerConfig {
  readonly path: string;
  /** False when another user must read it. */
  readonly isReadable: boolean;
}

/** Mattermost's config.json in the first usual place that has one. */
export function findServerConfig(readFile: ReadFile): ServerConfig | undefined {
  for (const path of USUAL_PLACES) {
    try {
      if (isOfMattermost(readFile(path).text)) return { path, isReadable: true };
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EACCES' || code === 'EPERM') return { path, isReadable: false };
    }
  }
  return undefined;
}

/** Other programs have a file of this name too. */
const isOfMattermost = (text: string): boolean => text.includes('"SqlSettings"');
