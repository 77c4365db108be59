import { describe, expect, it } from 'vitest';
import { world } from './testing/client.ts';

describe('the values of a path', () => {
  it.each([
    '/rooms/!r:h/members',
    '/rooms/%21r%3ah/members',
    '/rooms/!r%2F1%3F%23%25:h/members',
    '/rooms/!r:%5B::1%5D:8448/members',
    '/rooms/!r:[::1]:8448/members',
    "/rooms/!a$b&c'd(e)*f+g,h;i=j@k~l|m:h/members",
    '/rooms/!%C3%A9%F0%9F%98%80:h/members',
    '/rooms/!50%2525:h/members',
    '/rooms/%2525/members',
    '/rooms/!r:h/state/m.room.member/@a%2520b:h',
  ])('are right in %s', (path) => {
    expect(world().ask('GET', path).ids).toEqual([]);
  });

  it('of events are free: a client may name them as it likes', () => {
    expect(world().ask('PUT', '/rooms/!r:h/state/a%252Fb/%2540x%253Ah', { body: {} }).ids).toEqual(
      [],
    );
  });

  it.each([
    ['/rooms/!é:h/members', 'raw letters that are not ASCII'],
    ['/rooms/!\u0000:h/members', 'a control character'],
    ['/join/#lobby:h', 'a raw number sign'],
    ['/rooms/!r%zz:h/members', 'a percent sign that encodes nothing'],
    ['/rooms/!r%E9:h/members', 'Latin-1'],
    ['/rooms/%2521r%253Ah/members', 'a room id that is encoded twice'],
    ['/rooms/!r:h/state/m.room.member/%2540bob%253Ah', 'a user id that is encoded twice'],
  ])('are wrong in %s: %s', (path) => {
    expect(world().ask(path.startsWith('/join') ? 'POST' : 'GET', path).ids).toEqual(['CLIENT-02']);
  });

  it('are wrong when a known id, which needs no sigil, was encoded twice', () => {
    const { ask } = world();
    const asked = ask('POST', '/createRoom', { body: {} });
    expect(ask('GET', '/rooms/odd%253Aid/members').ids).toEqual([]);
    asked.answer(200, { room_id: 'odd:id' });
    expect(ask('GET', '/rooms/odd%253Aid/members').ids).toEqual(['CLIENT-02']);
    expect(ask('GET', '/rooms/odd%3Aid/members').ids).toEqual([]);
  });

  it('are right when the server knows an id that looks as if it were encoded', () => {
    const { ask } = world();
    ask('POST', '/createRoom', { body: {} }).answer(200, { room_id: '%21r%3Ah' });
    expect(ask('GET', '/rooms/%2521r%253Ah/members').ids).toEqual([]);
  });
});
