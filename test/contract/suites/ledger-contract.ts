import { beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../src/errors/errors.ts';
import type { Intent, Ledger } from '../../../src/importers/ledger/ledger.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

/** The intent to post a message. */
export const anIntent = (over: Partial<Intent> = {}): Intent => ({
  key: 'message:p1:0',
  kind: 'message',
  channelId: 'dev',
  postId: 'p1',
  slackChannel: 'C1',
  threadTs: '',
  fileId: '',
  digest: 'd',
  atMs: 1_000,
  ...over,
});

const intent = anIntent;

const lossCodes = (ledger: Ledger): readonly string[] =>
  [...ledger.losses()].map(({ code }) => code);

/** What every Ledger promises; `open` gives the ledger at a path, with what was written there before. */
export function describeLedgerContract(name: string, open: (path: string) => Ledger): void {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  function withLedger<Value>(use: (ledger: Ledger) => Value): Value {
    const ledger = open(folder.join('ledger.db'));
    try {
      return use(ledger);
    } finally {
      ledger.close();
    }
  }

  function post(ledger: Ledger, postId: string, ts: string, channelId = 'dev'): void {
    const key = `message:${postId}:0`;
    ledger.intend(intent({ key, postId, channelId }));
    ledger.complete(key, { ts }, 5);
  }

  describe(`a ledger (${name})`, () => {
    it('holds an intent until its outcome is known, and that for the next run', () => {
      withLedger((ledger) => {
        ledger.intend(intent());
        expect(ledger.unclear().map(({ key }) => key)).toEqual(['message:p1:0']);
      });
      withLedger((ledger) => {
        expect(ledger.get('message:p1:0')?.state).toBe('intended');
        ledger.complete('message:p1:0', { ts: '1.000001' }, 2_000);
      });
      withLedger((ledger) => {
        expect(ledger.unclear()).toEqual([]);
        expect(ledger.get('message:p1:0')).toMatchObject({
          state: 'done',
          ts: '1.000001',
          slackChannel: 'C1',
          intendedAtMs: 1_000,
          doneAtMs: 2_000,
        });
      });
    });

    it('forgets what was not carried out, and keeps what Slack refused', () => {
      withLedger((ledger) => {
        ledger.intend(intent());
        ledger.forget('message:p1:0');
        expect(ledger.get('message:p1:0')).toBeUndefined();
        ledger.intend(intent({ key: 'pin:p1', kind: 'pin' }));
        ledger.fail('pin:p1', 'too_many_pins', 3_000);
        expect(ledger.get('pin:p1')).toMatchObject({ state: 'failed', detail: 'too_many_pins' });
      });
    });

    it('keeps the name that a channel is asked for by until the call has ended', () => {
      withLedger((ledger) => {
        const key = 'channel:c1';
        ledger.intend(intent({ key, kind: 'channel', detail: 'dev' }));
        ledger.intend(intent({ key, kind: 'channel', detail: 'dev-mm' }));
        expect(ledger.get(key)).toMatchObject({ state: 'intended', detail: 'dev-mm' });
        ledger.complete(key, { slackChannel: 'C1', detail: 'dev-mm' }, 2_000);
        expect(ledger.get(key)).toMatchObject({ state: 'done', detail: 'dev-mm' });
        ledger.intend(intent({ key, kind: 'channel' }));
        expect(ledger.get(key)).toMatchObject({ state: 'intended', detail: '' });
      });
    });

    it('gives what is not done of posts, and what was to be removed', () => {
      withLedger((ledger) => {
        for (const key of ['message:p1:0', 'pin:p2', 'pin:p3', 'pin:p4']) {
          const [kind, postId = ''] = key.split(':');
          ledger.intend(intent({ key, kind: kind === 'pin' ? 'pin' : 'message', postId }));
        }
        ledger.intend(intent({ key: 'topic:c1', kind: 'topic', postId: '' }));
        ledger.fail('pin:p2', 'too_many_pins', 3_000);
        ledger.complete('pin:p3', { detail: 'restricted' }, 3_000);
        ledger.complete('pin:p4', {}, 3_000);
        const keys = [...ledger.unfinished()].map(({ key }) => key);
        expect(keys).toEqual(['message:p1:0', 'pin:p2', 'pin:p3']);
      });
    });

    it('gives what was done last, and counts everything', () => {
      withLedger((ledger) => {
        for (const postId of ['z', 'a', 'm']) {
          ledger.intend(intent({ key: `message:${postId}:0`, postId }));
          ledger.complete(`message:${postId}:0`, { ts: '1.1' }, 5);
        }
        ledger.intend(intent({ key: 'channel:dev', kind: 'channel', postId: '' }));
        expect(ledger.newest('message', 2).map(({ postId }) => postId)).toEqual(['m', 'a']);
        expect(ledger.counts()).toEqual([
          { kind: 'channel', state: 'intended', rows: 1 },
          { kind: 'message', state: 'done', rows: 3 },
        ]);
      });
    });

    it('gives the ts of the own message that was sent before one into the same channel', () => {
      withLedger((ledger) => {
        const post = (key: string, over: Partial<Intent> = {}, ts = ''): void => {
          ledger.intend(intent({ key, postId: key, ...over }));
          if (ts !== '') ledger.complete(key, { ts }, 5);
        };
        ledger.adopt({ ...intent({ key: 'message:import:0' }), ts: '9.000001' });
        post('message:first:0');
        expect(ledger.sentBefore('message:first:0')).toBe('');
        ledger.complete('message:first:0', { ts: '1.000001' }, 5);
        post('message:refused:0');
        ledger.fail('message:refused:0', 'no_text', 5);
        post('message:elsewhere:0', { channelId: 'town' }, '3.000001');
        post('message:other:0', { slackChannel: 'C2' }, '4.000001');
        post('upload:f1', { kind: 'upload' }, '5.000001');
        post('message:sought:0');
        post('message:later:0', {}, '6.000001');
        expect(ledger.sentBefore('message:sought:0')).toBe('1.000001');
        expect(ledger.sentBefore('message:elsewhere:0')).toBe('');
        expect(ledger.sentBefore('message:unknown:0')).toBe('');
        ledger.forget('message:first:0');
        post('message:first:0');
        expect(ledger.sentBefore('message:sought:0')).toBe('');
        expect(ledger.sentBefore('message:first:0')).toBe('6.000001');
      });
    });

    it('is for one workspace and one app', () => {
      const owner = { teamId: 'T1', botUserId: 'U1' };
      withLedger((ledger) => ledger.move.bindTo(owner));
      withLedger((ledger) => ledger.move.bindTo(owner));
      withLedger((ledger) => {
        expect(() => ledger.move.bindTo({ teamId: 'T2', botUserId: 'U1' })).toFailWith(
          /is the ledger of the workspace T1, but the token is for T2/,
        );
        expect(() => ledger.move.bindTo({ teamId: 'T1', botUserId: 'U2' })).toThrow(TargetError);
      });
    });

    it.each([
      ['database', 'bulk'],
      ['bulk', 'database'],
    ] as const)('is for posts of a %s and refuses those of a %s', (kind, other) => {
      withLedger((ledger) => ledger.move.bindToSource(kind));
      withLedger((ledger) => {
        ledger.move.bindToSource(kind);
        expect(() => ledger.move.bindToSource(other)).toFailWith(/their ids differ/);
        ledger.move.bindToSource(kind);
      });
    });

    it('is of a database when it holds actions and says nothing', () => {
      withLedger((ledger) => {
        ledger.intend(intent());
        expect(() => ledger.move.bindToSource('bulk')).toFailWith(/their ids differ/);
        ledger.move.bindToSource('database');
      });
    });

    it('is unused until it knows of something, of the app or of an import', () => {
      withLedger((ledger) => {
        ledger.move.bindTo({ teamId: 'T1', botUserId: 'U1' });
        ledger.move.setAdopting(true);
        expect(ledger.isUnused()).toBe(true);
        ledger.recordMissing(intent(), 'not-found');
        expect(ledger.isUnused()).toBe(false);
      });
    });

    it('remembers that credentials were kept out', () => {
      withLedger((ledger) => {
        expect(ledger.move.isRedacted()).toBe(false);
        ledger.move.setRedacted(true);
        ledger.move.setRedacted(true);
      });
      withLedger((ledger) => {
        expect(ledger.move.isRedacted()).toBe(true);
        ledger.move.setRedacted(false);
      });
      withLedger((ledger) => expect(ledger.move.isRedacted()).toBe(false));
    });

    it('remembers how texts were repaired', () => {
      withLedger((ledger) => {
        expect(ledger.move.repairEncoding()).toBeUndefined();
        ledger.move.setRepairEncoding('latin1');
      });
      withLedger((ledger) => expect(ledger.move.repairEncoding()).toBe('latin1'));
    });

    it('refuses the outcome of what was never intended, for it would be lost', () => {
      withLedger((ledger) => {
        expect(() => ledger.complete('message:p1:0', { ts: '1.1' }, 5)).toFailWith(
          /never intended/,
        );
        expect(() => ledger.fail('upload:f1', 'file_type_not_allowed', 5)).toFailWith(
          /upload:f1 is failed, but was never intended/,
        );
        expect(ledger.counts()).toEqual([]);
      });
    });

    it('gives all of a channel in the order of the intents, and nothing of another one', () => {
      withLedger((ledger) => {
        const postIds = Array.from({ length: 1_203 }, (_, number) => `p${(number * 7) % 1_203}`);
        for (const postId of postIds) ledger.intend(intent({ key: `message:${postId}:0`, postId }));
        ledger.intend(intent({ key: 'pin:q', kind: 'pin', channelId: 'off-topic', postId: 'q' }));
        expect([...ledger.ofChannel('dev')].map(({ postId }) => postId)).toEqual(postIds);
        expect([...ledger.ofChannel('off-topic')].map(({ key }) => key)).toEqual(['pin:q']);
        expect([...ledger.ofChannel('nowhere')]).toEqual([]);
      });
    });

    it('can be written while a channel is read', () => {
      withLedger((ledger) => {
        for (const postId of ['a', 'b', 'c']) post(ledger, postId, '1.1');
        for (const { key } of ledger.ofChannel('dev')) ledger.forget(key);
        expect(ledger.counts()).toEqual([]);
      });
    });

    it('keeps what an import made apart: it is found, and never among what may be taken back', () => {
      withLedger((ledger) => {
        ledger.adopt({ ...intent(), ts: '1.000001' });
        post(ledger, 'ours', '2.000001');
        const states = ['message:p1:0', 'message:ours:0'].map((key) => ledger.get(key));
        expect(states).toMatchObject([
          { origin: 'import', state: 'done', ts: '1.000001' },
          { origin: 'app', state: 'done' },
        ]);
        expect(ledger.newest('message', 9).map(({ postId }) => postId)).toEqual(['ours']);
      });
    });

    it('never takes what the app made for an import', () => {
      withLedger((ledger) => {
        post(ledger, 'ours', '2.000001');
        ledger.adopt({ ...intent({ key: 'message:ours:0', postId: 'ours' }), ts: '9.9' });
        expect(ledger.get('message:ours:0')).toMatchObject({ origin: 'app', ts: '2.000001' });
      });
    });

    it('takes what an import should have made for found once it is, and for nothing else before', () => {
      withLedger((ledger) => {
        ledger.recordMissing(intent(), 'ambiguous');
        expect(ledger.get('message:p1:0')).toMatchObject({ state: 'failed', detail: 'ambiguous' });
        ledger.adopt({ ...intent(), ts: '1.000001' });
        ledger.recordMissing(intent(), 'not-found');
        expect(ledger.get('message:p1:0')).toMatchObject({ state: 'done', ts: '1.000001' });
        post(ledger, 'ours', '2.000001');
        ledger.recordMissing(intent({ key: 'message:ours:0', postId: 'ours' }), 'not-found');
        expect(ledger.get('message:ours:0')).toMatchObject({ state: 'done', origin: 'app' });
      });
    });

    it('gives everything about a post, oldest first', () => {
      withLedger((ledger) => {
        post(ledger, 'a', '1.1');
        post(ledger, 'b', '2.2');
        ledger.intend(intent({ key: 'pin:a', kind: 'pin', postId: 'a' }));
        expect(ledger.ofPost('a').map(({ key }) => key)).toEqual(['message:a:0', 'pin:a']);
        expect(ledger.ofPost('z')).toEqual([]);
      });
    });

    it('gives the actions of a kind about a channel, oldest first', () => {
      withLedger((ledger) => {
        for (const person of ['U2', 'U1']) {
          ledger.intend(intent({ key: `invite:dev:${person}`, kind: 'invite', postId: '' }));
        }
        ledger.intend(intent({ key: 'invite:ops:U3', kind: 'invite', channelId: 'ops' }));
        const keys = ledger.ofKind('invite', 'dev').map(({ key }) => key);
        expect(keys).toEqual(['invite:dev:U2', 'invite:dev:U1']);
      });
    });

    it('writes all that belongs together, or none of it', () => {
      withLedger((ledger) => {
        const broken = () =>
          ledger.transaction(() => {
            ledger.intend(intent());
            throw new Error('the power fails');
          });
        expect(broken).toThrow();
        expect(ledger.counts()).toEqual([]);
        ledger.transaction(() => ledger.intend(intent()));
        expect(ledger.unclear()).toHaveLength(1);
      });
    });

    it('counts the losses of a call once it took effect, or those of its being refused', () => {
      const losses = [
        { code: 'heading_as_bold', when: 'read' },
        { code: 'edit_grew', when: 'done' },
        { code: 'refused_by_slack', old: 'p1', when: 'failed' },
      ] as const;
      withLedger((ledger) => {
        ledger.intend(intent({ losses }));
        expect(lossCodes(ledger)).toEqual(['heading_as_bold']);
      });
      withLedger((ledger) => {
        ledger.complete('message:p1:0', { ts: '1.1' }, 5);
        expect(lossCodes(ledger)).toEqual(['heading_as_bold', 'edit_grew']);
        ledger.intend(intent({ losses }));
        ledger.fail('message:p1:0', 'msg_too_long', 5);
      });
      withLedger((ledger) => {
        const [, refused, ...others] = [...ledger.losses()];
        expect(refused).toMatchObject({
          ...{ code: 'refused_by_slack', old: 'p1', new: 'msg_too_long' },
          ...{ postId: 'p1', channelId: 'dev' },
        });
        expect(others).toEqual([]);
      });
    });

    it('forgets the losses of a call that it forgets, and those of an intent that is replaced', () => {
      withLedger((ledger) => {
        const losses = [{ code: 'edit_grew', when: 'done' }] as const;
        ledger.intend(intent({ losses }));
        ledger.intend(intent());
        ledger.complete('message:p1:0', { ts: '1.1' }, 5);
        expect(lossCodes(ledger)).toEqual([]);
        ledger.intend(intent({ key: 'message:p2:0', losses }));
        ledger.complete('message:p2:0', { ts: '2.2' }, 5);
        expect(lossCodes(ledger)).toEqual(['edit_grew']);
        ledger.forget('message:p2:0');
        expect(lossCodes(ledger)).toEqual([]);
      });
    });

    it('replaces what reading tells of an owner, and keeps the numbers of what is the same', () => {
      const owner = { key: 'message:p1:0', channelId: 'dev', postId: 'p1' };
      withLedger((ledger) => {
        ledger.intend(intent({ losses: [{ code: 'edit_grew', when: 'done' }] }));
        ledger.complete('message:p1:0', { ts: '1.1' }, 5);
        ledger.setLosses(owner, [{ code: 'text_cut', old: 'a', new: 'b' }]);
      });
      withLedger((ledger) => {
        const before = [...ledger.losses()];
        const changes = ledger.lossChanges();
        ledger.setLosses(owner, [{ code: 'text_cut', old: 'a', new: 'b' }]);
        expect([...ledger.losses()]).toEqual(before);
        expect(ledger.lossChanges()).toBe(changes);
        ledger.setLosses(owner, [{ code: 'text_cut', old: 'a', new: 'c' }]);
        expect(ledger.lossChanges()).toBeGreaterThan(changes);
        expect(lossCodes(ledger)).toEqual(['edit_grew', 'text_cut']);
        expect([...ledger.losses(before.at(-1)?.number)]).toMatchObject([{ new: 'c' }]);
        ledger.setLosses(owner, []);
        expect(lossCodes(ledger)).toEqual(['edit_grew']);
      });
    });

    it('keeps the places of the losses of a channel, and gives those after a number', () => {
      const owner = { key: 'channel:dev', channelId: 'dev', postId: '' };
      withLedger((ledger) => {
        expect(ledger.newestLoss()).toBe(0);
        ledger.setLosses(owner, [
          { code: 'topic_cut', link: '/dev', old: 'x'.repeat(100) },
          { code: 'bookmark_dropped', link: 'b1' },
        ]);
        const [first, second] = [...ledger.losses()];
        expect(first).toMatchObject({ link: '/dev', old: `${'x'.repeat(79)}…`, postId: '' });
        expect([...ledger.losses(first?.number)]).toEqual([second]);
        expect([...ledger.losses(ledger.newestLoss())]).toEqual([]);
      });
    });

    it('writes losses with what belongs together, or not', () => {
      withLedger((ledger) => {
        const broken = () =>
          ledger.transaction(() => {
            ledger.setLosses({ key: 'k', channelId: 'dev', postId: 'p' }, [{ code: 'text_cut' }]);
            throw new Error('the power fails');
          });
        expect(broken).toThrow();
        expect(lossCodes(ledger)).toEqual([]);
      });
    });

    it('keeps the mark of the last run that began to write', () => {
      withLedger((ledger) => {
        expect(ledger.move.writingRun()).toBe('');
        ledger.move.setWritingRun('1');
        ledger.move.setWritingRun('2');
      });
      withLedger((ledger) => expect(ledger.move.writingRun()).toBe('2'));
    });

    it('remembers that an adoption did not come to its end', () => {
      withLedger((ledger) => {
        expect(ledger.move.isAdopting()).toBe(false);
        ledger.move.setAdopting(true);
      });
      withLedger((ledger) => {
        expect(ledger.move.isAdopting()).toBe(true);
        ledger.move.setAdopting(false);
      });
      withLedger((ledger) => expect(ledger.move.isAdopting()).toBe(false));
    });

    it('remembers that an import had direct messages', () => {
      withLedger((ledger) => {
        expect(ledger.move.isDirectImported()).toBe(false);
        ledger.move.setDirectImported();
      });
      withLedger((ledger) => expect(ledger.move.isDirectImported()).toBe(true));
    });

    it('remembers how far each channel is up to date', () => {
      withLedger((ledger) => {
        expect(ledger.move.syncMarks().size).toBe(0);
        ledger.move.setSyncMark('dev', { syncedToMs: 5, comparedAtMs: 0 });
        ledger.move.setSyncMark('dev', { syncedToMs: 9, comparedAtMs: 7 });
      });
      withLedger((ledger) => {
        expect([...ledger.move.syncMarks()]).toEqual([['dev', { syncedToMs: 9, comparedAtMs: 7 }]]);
        expect(ledger.move.syncMark('dev')).toEqual({ syncedToMs: 9, comparedAtMs: 7 });
        expect(ledger.move.syncMark('random')).toBeUndefined();
        ledger.move.forgetSyncMarks();
        expect(ledger.move.syncMarks().size).toBe(0);
      });
    });
  });
}
