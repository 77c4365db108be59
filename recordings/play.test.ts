import { describe, expect, it } from 'vitest';
import { loadSpec } from '../harness/document/load.ts';
import { Player } from './play.ts';

const specs = { none: loadSpec('none'), r0: loadSpec('r0'), v3: loadSpec('v3') };
const [v1, v3] = ['/_matrix/client/api/v1', '/_matrix/client/v3'];
const json = { 'content-type': 'application/json' };
const topic = '/rooms/!s%3Ahs/state/m.room.topic?access_token=tok-of-alice';

/** A recording that holds everything, whose exchanges are a second apart. */
function recording() {
  const player = new Player({
    looked: { basePaths: [v1, v3], target: null },
    profileOf: (basePath) => (basePath === v3 ? 'v3' : 'none'),
    specOf: (profile) => specs[profile],
    complete: true,
    side: 'both',
    whereOf: ({ entry }) => String(entry),
  });
  const found: string[] = [];
  let [entry, at] = [0, 1000];
  const take = (method: string, target: string, asked: unknown, answered: unknown): void => {
    at += 1000;
    const bytes = (value: unknown) => Buffer.from(value === null ? '' : JSON.stringify(value));
    const all = player.take({
      place: { file: 0, entry: (entry += 1), line: 1 },
      request: {
        method,
        origin: 'http://hs',
        target,
        headers: json,
        body: bytes(asked),
        user: null,
        token: null,
      },
      answer: { status: 200, headers: json, body: bytes(answered) },
      lost: false,
      at,
      ms: 10,
      isTimed: true,
    });
    found.push(...all.map(({ finding }) => `${finding.requirement} ${finding.what}`));
  };
  return {
    take,
    back: (ms: number): void => void (at -= ms),
    login: () =>
      take('POST', `${v3}/register`, {}, { user_id: '@a:hs', access_token: 'tok-of-alice' }),
    create: (base: string) =>
      take('POST', `${base}/createRoom?access_token=tok-of-alice`, {}, { room_id: '!s:hs' }),
    end: () => [...found, ...player.end().map(({ finding }) => finding.requirement)],
  };
}

describe('a recording that holds everything', () => {
  it('knows tokens and rooms that were given out below another base path', () => {
    const { take, login, create, end } = recording();
    login();
    create(v3);
    take('GET', `${v1}${topic}`, null, { topic: 'Tea' });
    take('PUT', `${v3}${topic}`, { topic: 'Coffee' }, { event_id: '$1' });
    take('GET', `${v1}${topic}`, null, { topic: 'Coffee' });
    expect(end()).toEqual([]);
  });

  it('knows that a room changes below another base path than the one where it was made', () => {
    const { take, login, create, end } = recording();
    login();
    create(v1);
    take('PUT', `${v1}${topic}`, { topic: 'Tea' }, null);
    take('PUT', `${v3}${topic}`, { topic: 'Coffee' }, { event_id: '$1' });
    take('GET', `${v1}${topic}`, null, { topic: 'Coffee' });
    expect(end()).toEqual([]);
  });

  it('does not hold everything any more from where its time goes back', () => {
    const { take, login, create, back, end } = recording();
    login();
    create(v1);
    back(3600_000);
    take('GET', `${v1}${topic}`, null, { topic: 'Tea' });
    expect(end()).toEqual([]);
  });
});
