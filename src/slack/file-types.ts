/** Slack's words for a kind of file: in `filetype`, shown in `pretty_type`, and the MIME type without parameters. */
export interface SlackFileType {
  readonly filetype: string;
  readonly prettyType: string;
  readonly mimeType: string;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/*
 * Slack's file types (docs.slack.dev/reference/objects/file-object, "File types") for the extensions that are common in
 * a company's chat; source text has the MIME type text/plain, as in real exports (docs/export-facts.md).
 */
const TABLE: readonly (readonly [
  extensions: string,
  filetype: string,
  prettyType: string,
  mimeType: string,
])[] = [
  ['txt text log', 'text', 'Plain Text', 'text/plain'],
  ['jpg jpeg jpe', 'jpg', 'JPEG', 'image/jpeg'],
  ['png', 'png', 'PNG', 'image/png'],
  ['gif', 'gif', 'GIF', 'image/gif'],
  ['bmp', 'bmp', 'Bitmap', 'image/bmp'],
  ['tif tiff', 'tiff', 'TIFF', 'image/tiff'],
  ['svg', 'svg', 'SVG', 'image/svg+xml'],
  ['heic', 'heic', 'HEIC', 'image/heic'],
  ['webp', 'webp', 'WebP', 'image/webp'],
  ['psd', 'psd', 'Photoshop Document', 'image/vnd.adobe.photoshop'],
  ['pdf', 'pdf', 'PDF', 'application/pdf'],
  ['doc', 'doc', 'Word Document', 'application/msword'],
  ['docx', 'docx', 'Word Document', `${OFFICE}.wordprocessingml.document`],
  ['xls', 'xls', 'Excel Spreadsheet', 'application/vnd.ms-excel'],
  ['xlsx', 'xlsx', 'Excel Spreadsheet', `${OFFICE}.spreadsheetml.sheet`],
  ['ppt', 'ppt', 'PowerPoint Presentation', 'application/vnd.ms-powerpoint'],
  ['pptx', 'pptx', 'PowerPoint Presentation', `${OFFICE}.presentationml.presentation`],
  ['odt', 'odt', 'OpenDocument Text', `${OPEN_DOCUMENT}.text`],
  ['ods', 'ods', 'OpenDocument Spreadsheet', `${OPEN_DOCUMENT}.spreadsheet`],
  ['odp', 'odp', 'OpenDocument Presentation', `${OPEN_DOCUMENT}.presentation`],
  ['rtf', 'rtf', 'Rich Text File', 'application/rtf'],
  ['csv', 'csv', 'CSV', 'text/csv'],
  ['tsv', 'tsv', 'TSV', 'text/tab-separated-values'],
  ['eml', 'email', 'Email', 'message/rfc822'],
  ['zip', 'zip', 'Zip', 'application/zip'],
  ['gz tgz', 'gzip', 'Gzip', 'application/x-gzip'],
  ['tar', 'tar', 'Tarball', 'application/x-tar'],
  ['mp3', 'mp3', 'MP3', 'audio/mpeg'],
  ['m4a', 'm4a', 'MPEG 4 Audio', 'audio/mp4'],
  ['wav', 'wav', 'Waveform audio', 'audio/wav'],
  ['mp4', 'mp4', 'MPEG 4 Video', 'video/mp4'],
  ['mov', 'mov', 'QuickTime Movie', 'video/quicktime'],
  ['webm', 'webm', 'WebM', 'video/webm'],
  ['html htm', 'html', 'HTML', 'text/plain'],
  ['css', 'css', 'CSS', 'text/plain'],
  ['js mjs cjs', 'javascript', 'JavaScript', 'text/plain'],
  ['json', 'json', 'JSON', 'text/plain'],
  ['xml', 'xml', 'XML', 'text/plain'],
  ['yaml yml', 'yaml', 'YAML', 'text/plain'],
  ['md markdown', 'markdown', 'Markdown (raw)', 'text/plain'],
  ['sql', 'sql', 'SQL', 'text/plain'],
  ['sh bash', 'shell', 'Shell', 'text/plain'],
  ['ps1', 'powershell', 'PowerShell', 'text/plain'],
  ['py', 'python', 'Python', 'text/plain'],
  ['rb', 'ruby', 'Ruby', 'text/plain'],
  ['php', 'php', 'PHP', 'text/plain'],
  ['java', 'java', 'Java', 'text/plain'],
  ['go', 'go', 'Go', 'text/plain'],
  ['rs', 'rust', 'Rust', 'text/plain'],
  ['c h', 'c', 'C', 'text/plain'],
  ['cpp cc hpp', 'cpp', 'C++', 'text/plain'],
  ['cs', 'csharp', 'C#', 'text/plain'],
  ['diff patch', 'diff', 'Diff', 'text/plain'],
];

const BINARY: SlackFileType = {
  filetype: 'binary',
  prettyType: 'Binary',
  mimeType: 'application/octet-stream',
};

const BY_EXTENSION: ReadonlyMap<string, SlackFileType> = new Map(
  TABLE.flatMap(([extensions, filetype, prettyType, mimeType]) =>
    extensions
      .split(' ')
      .map((extension) => [extension, { filetype, prettyType, mimeType }] as const),
  ),
);

/** Slack's words for a file's extension in lower case, without its dot; those of a binary file for an unknown one. */
export const slackFileType = (extension: string): SlackFileType =>
  BY_EXTENSION.get(extension) ?? BINARY;
