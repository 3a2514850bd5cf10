import { stat } from 'node:fs/promises';
import { GITLAB_CONFIG } from '../../../config/gitlab.ts';
import type { Line } from '../../../errors/errors.ts';
import { notice } from '../../../errors/notices.ts';

/** Names the config.json of GitLab's Mattermost where it is on this machine; nothing elsewhere. */
export async function gitLabHints(config = GITLAB_CONFIG): Promise<readonly Line[]> {
  try {
    await stat(config);
    return [notice('gitlab-found', { config })];
  } catch {
    return [];
  }
}
