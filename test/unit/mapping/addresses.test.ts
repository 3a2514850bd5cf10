import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notice } from '../../../src/errors/notices.ts';
import {
  ADDRESS_FAULTS,
  type AddressFault,
  addressFault,
  deliverableAddress,
} from '../../../src/mapping/addresses.ts';
import { NO_TARGET } from '../../../src/mapping/plan/target.ts';
import { REASONS } from '../../../src/mapping/reasons.ts';
import { decidedShape } from '../../../src/mapping/users.ts';
import { expectedAddress } from '../../../src/mapping/verify/addresses.ts';
import { lineTexts } from '../../../src/reports/notices.ts';
import { A_TIME_MS, aPersonDecision, aUser } from '../../support/builders/builders.ts';
import { anEdit, complaints, decide, edits } from '../../support/builders/deciding-people.ts';
import { aTargetUser, aWorkspace } from '../../support/builders/target-builders.ts';

const LONG_NAME = 'n'.repeat(65);
const LONG_DOMAIN = `${'d'.repeat(60)}.`.repeat(4);

const FAULTY: readonly (readonly [address: string, fault: AddressFault])[] = [
  ['x@localhost', 'no-dot'],
  ['x@intranet', 'no-dot'],
  ['x@', 'no-dot'],
  ['bob', 'no-at'],
  ['bob.acme.example', 'no-at'],
  ['@', 'bad-name'],
  ['@acme.example', 'bad-name'],
  ['.bob@acme.example', 'bad-name'],
  ['bob.@acme.example', 'bad-name'],
  ['b..ob@acme.example', 'bad-name'],
  ['<bob@acme.example>', 'bad-name'],
  ['mailto:bob@acme.example', 'bad-name'],
  ['a,b@acme.example', 'bad-name'],
  [`${LONG_NAME}@acme.example`, 'bad-name'],
  ['a@acme.example;b@acme.example', 'two-ats'],
  ['a@b@acme.example', 'two-ats'],
  ['bob@@acme.example', 'two-ats'],
  ['bo b@acme.example', 'blank-inside'],
  ['Bob <bob@acme.example>', 'blank-inside'],
  ['bob@acme .example', 'blank-inside'],
  ['bo\u0007b@acme.example', 'blank-inside'],
  ['bob@acme\n.example', 'blank-inside'],
  ['bo\u200bb@acme.example', 'blank-inside'],
  ['bo\ufffdb@acme.example', 'blank-inside'],
  ['bob@acme..example', 'bad-domain'],
  ['bob@.acme.example', 'bad-domain'],
  ['bob@acme.example.', 'bad-domain'],
  ['bob@-acme.example', 'bad-domain'],
  ['bob@acme-.example', 'bad-domain'],
  ['bob@ac_me.example', 'bad-domain'],
  ['bob@10.0.0.1', 'bad-domain'],
  ['bob@[10.0.0.1]', 'bad-domain'],
  ['bob@acme.e', 'bad-domain'],
  [`bob@${LONG_DOMAIN}${LONG_DOMAIN}example`, 'bad-domain'],
  [`bob@${'d'.repeat(64)}.example`, 'bad-domain'],
  ['bob@example.invalid', 'reserved-domain'],
  ['bob@Example.INVALID', 'reserved-domain'],
  ['bob@acme.local', 'reserved-domain'],
  ['bob@mail.localhost', 'reserved-domain'],
  ['root@localhost.localdomain', 'reserved-domain'],
  ['bob@corp.internal', 'reserved-domain'],
  ['bob@home.arpa', 'reserved-domain'],
];

const GOOD = [
  'bob@acme.example',
  'Bob@ACME.example',
  'bob+mm@sub.acme.co.jp',
  "o'neil_1@x.jp",
  'bob@xn--wgv71a.jp',
  '太郎@例え.日本',
  'bob@my-invalid.example',
  'bob@notlocal.example',
  `${'n'.repeat(64)}@acme.example`,
];

const PADDINGS = [
  [' ', ''],
  ['', ' '],
  ['\t', '\r\n'],
  ['\u00a0', '\u3000'],
  ['\ufeff', '\u200b'],
  ['\u0000', '\u0007'],
  ['', '\ufffd'],
] as const;

describe('an e-mail address to which nothing can be delivered', () => {
  it.each(FAULTY)('%j is told by its first fault, %s', (address, fault) => {
    expect(addressFault(address)).toBe(fault);
    expect(deliverableAddress(address)).toBe('');
  });

  it.each(FAULTY)('%j is never invited, and the reason says why', (email, fault) => {
    for (const target of [NO_TARGET, aWorkspace(aTargetUser())]) {
      const [decision] = decide([aUser({ email })], target);
      expect(decision).toMatchObject({ action: 'name-only', reason: REASONS[`address-${fault}`] });
    }
    const edit = edits(anEdit({ line: 7, action: 'invite' }));
    expect(complaints([aUser({ email })], NO_TARGET, edit)).toMatch(
      /^users\.csv line 7: yamada cannot be invited: the e-mail address [^\n]+$/,
    );
  });

  it.each(FAULTY)('%j is in no entry of an archive, whatever an older plan decided', (email) => {
    for (const action of ['invite', 'match', 'name-only', 'skip'] as const) {
      const gone = aUser({ email, deleteAtMs: A_TIME_MS });
      for (const user of [aUser({ email }), gone]) {
        expect(decidedShape(user, aPersonDecision({ action, slackEmail: '' })).email).toBe('');
      }
    }
  });

  it('has a sentence for each fault in both languages', () => {
    for (const fault of ADDRESS_FAULTS) {
      const [en, ja] = [notice(`address-${fault}`)].flatMap((each) => [
        ...lineTexts([each], 'en'),
        ...lineTexts([each], 'ja'),
      ]);
      expect(en?.replace(/^the /, 'its ')).toBe(REASONS[`address-${fault}`]);
      expect(ja).toMatch(/メールアドレス/);
    }
  });
});

describe('a good e-mail address', () => {
  it.each(GOOD)('%j is invited', (email) => {
    expect(addressFault(email)).toBeUndefined();
    expect(decide([aUser({ email })])[0]).toMatchObject({ action: 'invite', email });
  });

  it.each(PADDINGS)('is trimmed of what is around it: %j and %j', (before, after) => {
    for (const address of GOOD) {
      const email = before + address + after;
      const [decision] = decide([aUser({ email })]);
      expect(decision).toMatchObject({ action: 'invite', email: address });
      expect(decidedShape(aUser({ email }), decision).email).toBe(address);
    }
  });

  it('is matched with its account in Slack, also where it is padded or of a closed network', () => {
    for (const email of ['bob@intranet', 'bob@acme.local', 'bob@acme.example']) {
      const target = aWorkspace(aTargetUser({ email }));
      expect(decide([aUser({ email: ` ${email.toUpperCase()}\n` })], target)[0]?.action).toBe(
        'match',
      );
    }
  });
});

describe('the rule of verify', () => {
  it('agrees about every address of the tables, padded too', () => {
    for (const address of [...GOOD, ...FAULTY.map(([faulty]) => faulty), '']) {
      for (const [before, after] of [['', ''], ...PADDINGS]) {
        const email = before + address + after;
        expect([email, expectedAddress(email)]).toEqual([email, deliverableAddress(email)]);
      }
    }
  });

  it('agrees about texts of the characters that addresses are made of', () => {
    const piece = fc.constantFrom(
      ...['@', '.', '-', '_', ' ', '\t', '\u0000', '\u200b', '\ufffd', '\ud800', '<', ',', '"'],
      ...['a', 'b2', '7', 'é', '名', 'example', 'acme.example', 'bob@acme', 'local', 'home.arpa'],
      ...['n'.repeat(63), 'INVALID', 'jp', '😀', "'", '+', '[', '\\', '/'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const email = pieces.join('');
        expect(expectedAddress(email)).toBe(deliverableAddress(email));
      }),
      { numRuns: 1500 },
    );
  });
});
