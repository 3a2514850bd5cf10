import type { NOTICES } from './notice-codes.ts';

export type NoticeCode = keyof typeof NOTICES;

/** A value of a sentence: a number is grouped by thousands, a list reads `a, b or c`, a notice is worded by itself. */
export type NoticeValue = string | number | readonly string[] | Notice;

/** A problem, for whoever words it: what it is, and the values of this case. */
export interface Notice {
  readonly code: NoticeCode;
  readonly values: Readonly<Record<string, NoticeValue>>;
}

type ValuesOf<Code extends NoticeCode> = (typeof NOTICES)[Code][number] extends never
  ? readonly []
  : readonly [values: Readonly<Record<(typeof NOTICES)[Code][number], NoticeValue>>];

/** Makes a notice; the type checker wants exactly the values that its sentence names. */
export function notice<Code extends NoticeCode>(code: Code, ...rest: ValuesOf<Code>): Notice {
  const [values = {}] = rest;
  return { code, values };
}

/** The notice without a language, for a stack trace: `ids-collide {"collision":"U1"}`. */
export function noticeCodeAndValues({ code, values }: Notice): string {
  return Object.keys(values).length === 0 ? code : `${code} ${JSON.stringify(values)}`;
}
