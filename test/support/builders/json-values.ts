import fc from 'fast-check';

/** Names of fields whose lists are long. */
export const LISTS = ['some', 'others'];

/** What JSON.stringify may indent by. */
export const INDENTS = fc.constantFrom(undefined, 2, '\t');

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\\"', '],[', '}{', ',', '"some":[', '開発'),
);

/** Any value of JSON; often with fields of these names, and with texts that look like JSON. */
export const anyJson = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.constantFrom(null, true),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom(...LISTS)), tie('any'), { maxKeys: 4 }),
  ),
})).any;
