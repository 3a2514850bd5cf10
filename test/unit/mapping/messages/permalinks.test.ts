import { describe, expect, it } from 'vitest';
import { makePermalink } from '../../../../src/mapping/permalinks.ts';
import { postId, teamId } from '../../../../src/model/model.ts';
import { aChannel, aTeam } from '../../../support/builders/builders.ts';

const POST = postId('post0000000000000000000001');
const OLD = aTeam({ id: teamId('old'), name: 'old', deleteAtMs: 1 });
const TEAMS = [OLD, aTeam()];

describe('the old address of a post', () => {
  it.each(['https://chat.example.com', 'https://chat.example.com//'])('begins with %s', (site) => {
    expect(makePermalink(site, TEAMS)(aChannel(), POST)).toBe(
      `https://chat.example.com/tokyo/pl/${POST}`,
    );
  });

  it('is a path when the site URL is not known', () => {
    expect(makePermalink(undefined, TEAMS)(aChannel(), POST)).toBe(`/tokyo/pl/${POST}`);
  });

  it('of a direct message, or of a deleted team, is in any existing team', () => {
    const link = makePermalink('https://chat.example.com/sub', TEAMS);
    const direct = aChannel({ type: 'direct', teamId: undefined });
    expect(link(direct, POST)).toBe(`https://chat.example.com/sub/tokyo/pl/${POST}`);
    expect(link(aChannel({ teamId: teamId('gone') }), POST)).toContain('/tokyo/pl/');
    expect(link(aChannel({ teamId: OLD.id }), POST)).toContain('/old/pl/');
  });

  it('is of the channel when there is no post', () => {
    expect(makePermalink('', TEAMS)(aChannel(), undefined)).toBe('/tokyo/channels/dev');
  });

  it('is made up when there is no team', () => {
    expect(makePermalink(undefined, [])(aChannel(), POST)).toBe(`/team/pl/${POST}`);
  });
});
