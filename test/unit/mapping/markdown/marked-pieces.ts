import { createRequire } from 'node:module';
import { decodeEntities } from '../../../../src/mapping/markdown/escape.ts';
import { addStyle } from './dialect-pieces.ts';
import { normalisedPieces, type Piece } from './piece.ts';

/*
 * marked 0.3.19 as an oracle: the release nearest to what Mattermost's fork grew from. Its renderer is made to
 * write its calls as marks in characters that no text uses, and the marks are read back into pieces.
 */

type RenderCall = (...values: never[]) => string;
interface Marked {
  (markdown: string, options: Record<string, unknown>): string;
  Renderer: new () => Record<string, RenderCall>;
}

const marked: Marked = createRequire(import.meta.url)('marked');

const OPEN = '\ue000';
const CLOSE = '\ue001';
const END = '\ue002';

const around = (mark: string, inner: string): string =>
  `${OPEN}${mark}${CLOSE}${inner}${OPEN}${END}${CLOSE}`;

function markingRenderer(): Record<string, RenderCall> {
  const renderer = new marked.Renderer();
  const block = (name: string, write: (...values: string[]) => string): void => {
    renderer[name] = write;
  };
  block('code', (code, language) => around(`code:${language ?? ''}`, code ?? ''));
  block('blockquote', (inner) => around('quote/', inner ?? ''));
  block('heading', (inner, level) => around(`h${level}`, inner ?? ''));
  block('hr', () => around('hr', ''));
  block('list', (inner, ordered, start) => around(ordered ? `ol${start}/` : 'ul/', inner ?? ''));
  block('listitem', (inner) => around('item/', inner ?? ''));
  block('paragraph', (inner) => around('p', inner ?? ''));
  block('table', (head, body) => around('table', `${head}${body}`));
  block('tablerow', (inner) => around('row', inner ?? ''));
  block('tablecell', (inner) => around('cell', inner ?? ''));
  block('strong', (inner) => around('=b', inner ?? ''));
  block('em', (inner) => around('=i', inner ?? ''));
  block('del', (inner) => around('=s', inner ?? ''));
  block('codespan', (inner) => around('=c', inner ?? ''));
  block('br', () => '\n');
  block('link', (href, _title, inner) => around(`>${href}`, inner ?? ''));
  block('image', (href, _title, inner) => around(`>!${href}`, inner ?? ''));
  block('text', (inner) => inner ?? '');
  return renderer;
}

const MARKS = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}|([^${OPEN}]+)`, 'g');

interface Frame {
  readonly piece: Piece;
  readonly mark: string;
  children: number;
}

/** A text's structure as marked 0.3.19 sees it. */
export function markedPieces(markdown: string): Piece[] {
  const marks = marked(markdown, {
    gfm: true,
    tables: true,
    sanitize: true,
    renderer: markingRenderer(),
  });
  const pieces: Piece[] = [];
  const frames: Frame[] = [
    { piece: { path: '', text: '', styles: '', target: '' }, mark: '', children: 0 },
  ];
  for (const [, mark, text] of marks.matchAll(MARKS)) {
    const frame = frames.at(-1);
    if (frame === undefined) break;
    if (text !== undefined)
      pieces.push({ ...textPlace(frame.piece), text: plainText(frame, text) });
    else if (mark === END) closeFrame(frames, pieces);
    else if (mark !== undefined) frames.push({ piece: entered(frames, mark), mark, children: 0 });
  }
  return normalisedPieces(pieces);
}

const plainText = (frame: Frame, text: string): string =>
  frame.mark.startsWith('code:') ? text : decodeEntities(text);

/** Text straight in a tight list item is a paragraph like that of a loose one. */
const textPlace = (piece: Piece): Piece =>
  piece.path === '' || piece.path.endsWith('/') ? { ...piece, path: `${piece.path}p` } : piece;

function closeFrame(frames: Frame[], pieces: Piece[]): void {
  const frame = frames.pop();
  if (frame === undefined) return;
  if (frame.mark === 'hr' || (frame.mark.startsWith('>') && frame.children === 0)) {
    pieces.push(textPlace(frame.piece));
  }
}

function entered(frames: readonly Frame[], mark: string): Piece {
  const frame = frames.at(-1);
  const piece = frame?.piece ?? { path: '', text: '', styles: '', target: '' };
  const nth = frame === undefined ? 0 : frame.children++;
  if (mark.startsWith('='))
    return { ...textPlace(piece), styles: addStyle(piece.styles, mark.slice(1)) };
  if (mark.startsWith('>'))
    return { ...textPlace(piece), target: piece.target || decodeEntities(mark.slice(1)) };
  if (mark === 'item/') return { ...piece, path: `${piece.path}${nth}/` };
  if (mark === 'table') return piece;
  if (mark === 'row') return { ...piece, path: `${piece.path}row${nth}` };
  if (mark === 'cell')
    return { ...piece, path: `${piece.path.replace(/row(\d+)$/, 'cell$1')}.${nth}` };
  return { ...piece, path: piece.path + mark };
}
