import type { TextContext } from '../../../src/mapping/rendered-text.ts';

/** A context in which no name is known and every link stays. */
export function aTextContext(over: Partial<TextContext> = {}): TextContext {
  return {
    mentions: 'live',
    user: () => undefined,
    channel: () => undefined,
    isGroup: () => false,
    emoji: (name) => name,
    rewriteLink: () => undefined,
    latex: { block: true, inline: false },
    tables: 'block',
    ...over,
  };
}
