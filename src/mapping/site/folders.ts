import type { Channel, ChannelId, ChannelType, FileInfo } from '../../model/model.ts';
import { hashText } from './terms.ts';

/** The folders of a site, each with its own pages, files and search, so that access can be given apart. */
export const SITE_AREAS: readonly ChannelType[] = ['public', 'private', 'group', 'direct'];

/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|search|index)$/;
const MAX_CHARACTERS = 60;

/**
 * Gives each channel a folder in its area: its name in small letters, digits and hyphens, and a number where that is
 * taken. `nameOf`: what a channel is called.
 */
export function siteFolders(
  channels: readonly Channel[],
  nameOf: (channel: Channel) => string,
): ReadonlyMap<ChannelId, string> {
  const taken = new Set<string>();
  return new Map(
    channels.map((channel) => {
      const base = plainName(nameOf(channel));
      let folder = base;
      for (let number = 2; taken.has(`${channel.type}/${folder}`); number += 1) {
        folder = `${base}-${number}`;
      }
      taken.add(`${channel.type}/${folder}`);
      return [channel.id, folder];
    }),
  );
}

function plainName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .slice(0, MAX_CHARACTERS)
    .replace(/^-+|-+$/g, '');
  if (plain === '') return 'channel';
  return RESERVED.test(plain) ? `${plain}-` : plain;
}

/** `2026-04` in UTC; the places of posts of a channel never go back. */
export function monthOf(ms: number): string {
  const date = new Date(ms);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  return `${year}-${String(date.getUTCMonth() + 1).padStart(2, '0')}`;
}

/**
 * Files that a browser shows or passes on, and never runs. Others end in `.bin`, so that no upload is opened as a page.
 */
const PASSIVE = new Set([
  ...['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'heic', 'tif', 'tiff', 'psd', 'ai'],
  ...['mp4', 'mov', 'webm', 'mkv', 'avi', 'mp3', 'wav', 'ogg', 'm4a', 'flac'],
  ...['pdf', 'txt', 'md', 'log', 'csv', 'tsv', 'json', 'yaml', 'yml', 'sql', 'rtf', 'ics', 'eml'],
  ...['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt', 'ods', 'odp', 'pages', 'numbers', 'key'],
  ...['zip', 'gz', 'tgz', 'bz2', 'xz', '7z', 'rar', 'tar'],
]);
const SHOWN_IMAGES = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp']);

/** What names a copy. */
interface SiteFile extends Pick<FileInfo, 'path' | 'name'> {
  readonly id: string;
}

/** Name of a file's copy: its id and, where it is harmless, its extension. */
export function siteFileName({ id, path, name }: SiteFile): string {
  const base = /^[a-z0-9]{1,40}$/.test(id) ? id : `f${hashText(`${id}\0${path}`).toString(16)}`;
  const extension = extensionOf(name);
  return `${base}.${PASSIVE.has(extension) ? extension : 'bin'}`;
}

/** Whether a page shows the file as a picture. */
export const isShownImage = ({ name }: Pick<FileInfo, 'name'>): boolean =>
  SHOWN_IMAGES.has(extensionOf(name));

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot === -1 ? '' : name.slice(dot + 1).toLowerCase();
}
