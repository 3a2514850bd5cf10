import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/config.ts';
import { lineTexts } from '../../../src/reports/notices.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

const WITH_PASSWORD = 'source: { url: "mysql://mm:secret@db/mattermost" }\n';

describe('files of settings', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  const settingsFile = async (text: string, mode: number): Promise<string> => {
    const path = folder.join('settings.yaml');
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  };

  it.each([0o644, 0o640, 0o604])(
    'with a password and mode %o are warned of, with what to do',
    async (mode) => {
      const config = await settingsFile(WITH_PASSWORD, mode);
      expect(lineTexts(resolveConfig({ config }, {}).warnings, 'en')).toEqual([
        `${config} holds a password or a secret address and others may read it: chmod 600 ${config}`,
      ]);
    },
  );

  it.each([
    "source: { url: 'mm:secret@tcp(db)/mattermost' }",
    'source: { url: host=db user=mm password=secret dbname=mattermost }',
  ])('are warned of in whatever form the password stands: %s', async (yaml) => {
    const config = await settingsFile(yaml, 0o644);
    expect(resolveConfig({ config }, {}).warnings).toHaveLength(1);
  });

  it('are not warned of when only their owner may read them, or without a password', async () => {
    const own = await settingsFile(WITH_PASSWORD, 0o600);
    expect(resolveConfig({ config: own }, {}).warnings).toEqual([]);
    const open = await settingsFile('source: { url: mysql://mm@db/mattermost }', 0o644);
    expect(resolveConfig({ config: open }, {}).warnings).toEqual([]);
  });

  it('must be there when they are named', () => {
    const config = folder.join('nowhere.yaml');
    expect(() => resolveConfig({ config, source: 'mysql://u@h/d' }, {})).toFailWith(
      `config: '${config}', expected a file to read (no such file)`,
    );
  });

  it('must be files', () => {
    expect(() => resolveConfig({ config: folder.path, source: 'mysql://u@h/d' }, {})).toFailWith(
      `config: '${folder.path}', expected a file to read (it is a folder)`,
    );
  });

  it('of Mattermost are read with their folder', async () => {
    await mkdir(folder.join('config'));
    const path = folder.join('config', 'config.json');
    const json = { SqlSettings: { DataSource: 'u@tcp(h)/d' }, FileSettings: { Directory: 'data' } };
    await writeFile(path, JSON.stringify(json));
    expect(resolveConfig({ mattermostConfig: path }, {}).files).toEqual({
      kind: 'local',
      directory: folder.join('data'),
    });
  });
});
