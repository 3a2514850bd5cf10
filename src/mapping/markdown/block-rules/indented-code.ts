import { pushBlock } from './inner-blocks.ts';
import { type BlockRule, indentOf, lineText, outdent } from './lines.ts';

const CODE_INDENT = 4;

/** Lines indented by four columns, blank lines between them included. It interrupts no top-level paragraph. */
export const indentedCode: BlockRule = (state, startLine, endLine, silent) => {
  if (indentOf(state, startLine) < CODE_INDENT) return false;
  if (silent) return true;
  let end = startLine + 1;
  for (let line = end; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    if (indentOf(state, line) < CODE_INDENT) break;
    end = line + 1;
  }
  const lines: string[] = [];
  for (let line = startLine; line < end; line++)
    lines.push(outdent(lineText(state, line), CODE_INDENT));
  pushBlock(state, { kind: 'code', language: '', text: lines.join('\n') });
  state.line = end;
  return true;
};
