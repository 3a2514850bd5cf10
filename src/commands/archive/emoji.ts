import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pLimit from 'p-limit';
import { emojiPath } from '../../mapping/emoji/emoji.ts';
import { siteFileName } from '../../mapping/site/folders.ts';
import type { CustomEmoji } from '../../model/model.ts';
import type { SiteBuild } from './build.ts';
import type { SiteSetup } from './setup.ts';

/** Folder of the images in a site. Custom emoji are everybody's on a server, whatever channel shows them. */
const EMOJI_FOLDER = 'emoji';
/** Images looked up at the same time; a bucket answers many as fast as one. */
const CONCURRENCY = 8;

/**
 * Copies the images of custom emoji into a site, or links to them in their folder. Gives their addresses by the names of
 * the emoji; one whose image is not in the store has none, and stays a name.
 */
export async function writeEmoji(
  { scope, site, store, context }: SiteBuild,
  files: SiteSetup['files'],
): Promise<SiteSetup['emoji']> {
  const addresses = new Map<string, string>();
  if (store === undefined || files === undefined) return addresses;
  const limit = pLimit(CONCURRENCY);
  const all = await scope.source.customEmoji();
  const looked = await Promise.all(
    all.map((emoji) =>
      limit(async () => ({ emoji, stored: await store.look(emojiPath(emoji.id)) })),
    ),
  );
  for (const { emoji, stored } of looked) {
    context.signal.throwIfAborted();
    const name = emoji.name.toLowerCase();
    if (stored.state !== 'there' || addresses.has(name)) continue;
    const from = emojiPath(emoji.id);
    if (files !== 'copy') {
      addresses.set(name, pathToFileURL(join(files.folder, from)).href);
      continue;
    }
    const to = imagePath(emoji);
    await site.copy(to, store.chunks(from));
    addresses.set(name, to);
  }
  return addresses;
}

/** Mattermost keeps PNG, GIF and JPEG; a browser tells them by their bytes, and runs nothing in an image. */
const imagePath = ({ id, name }: CustomEmoji): string =>
  `${EMOJI_FOLDER}/${siteFileName({ id, path: name, name: 'image.png' })}`;
