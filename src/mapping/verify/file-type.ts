import type { FileInfo } from '../../model/model.ts';
import { type SlackFileType, slackFileType } from '../../slack/file-types.ts';

type Named = Pick<FileInfo, 'extension' | 'name'>;

/** Extension of a file in lower case: that of its row, else of its name. */
function extensionOf({ extension, name }: Named): string {
  const dot = name.lastIndexOf('.');
  const isHidden = dot < 1 || name.charAt(dot - 1) === '.';
  return (extension === '' && !isHidden ? name.slice(dot + 1) : extension).toLowerCase();
}

/** Slack's words for a file, by its extension. */
export const expectedFileType = (file: Named): SlackFileType => slackFileType(extensionOf(file));

/** Tells whether the words for a file are its extension, as archives of version 0.1 have them. */
export function isExtensionItself(file: Named, filetype: string, prettyType: string): boolean {
  const extension = extensionOf(file);
  return extension !== '' && filetype === extension && prettyType === extension.toUpperCase();
}
