import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { gitLabHints } from '../../../../../src/commands/run/checks/gitlab.ts';
import { lineTexts } from '../../../../../src/reports/notices.ts';
import { makeScratchFolder } from '../../../../support/scratch-folder.ts';

describe("the hint at GitLab's Mattermost", () => {
  it('names its config.json where it is there, and says nothing elsewhere', async () => {
    const folder = await makeScratchFolder();
    const config = folder.join('config.json');
    expect(await gitLabHints(config)).toEqual([]);
    await writeFile(config, '{}');
    const [hint] = lineTexts(await gitLabHints(config), 'en');
    expect(hint).toContain(`--mattermost-config ${config}`);
    await folder.remove();
  });
});
