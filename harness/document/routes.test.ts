import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from './load.ts';
import { addressOf, createRouter } from './routes.ts';
import type { Operation } from './declaration.ts';

const declaration = loadDeclaration();
const route = createRouter(declaration);
const operation = (nickname: string): Operation => {
  const found = declaration.operations.find((o) => o.nickname === nickname);
  if (found === undefined) throw new Error(nickname);
  return found;
};

describe('finding the operation of a request', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['POST', '/rooms/!r:h/send/com.example.x', 'send_non_state_event', 'declared'],
    ['POST', '/rooms/!r:h/send/m.room.message', 'send_message', 'declared'],
    ['PUT', '/rooms/!r:h/send/m.room.message/7', 'send_message', 'twin'],
    ['POST', '/rooms/!r:h/send/m.room.message.feedback', 'send_feedback', 'declared'],
    ['PUT', '/rooms/!r:h/state/m.room.topic', 'set_topic', 'declared'],
    ['GET', '/rooms/!r:h/state/m.room.topic', 'get_topic', 'declared'],
    ['PUT', '/rooms/!r:h/state/com.example.x', 'send_state_event', 'short'],
    ['PUT', '/rooms/!r:h/state/com.example.x/k', 'send_state_event', 'declared'],
    ['PUT', '/rooms/!r:h/state/m.room.member/@a:h', 'set_membership', 'declared'],
    ['PUT', '/rooms/!r:h/invite/7', 'invite', 'twin'],
    ['PUT', '/join/%23a:h', 'join', 'declared'],
    ['PUT', '/createRoom/7', 'create_room', 'twin'],
  ];
  it.each(cases)('%s %s is %s as %s', (method, path, nickname, form) => {
    const match = route(method, path);
    expect([match?.operation.nickname, match?.form]).toEqual([nickname, form]);
  });

  it('finds nothing where nothing is declared', () => {
    expect(route('PUT', '/rooms/!r:h/invite')).toBeNull();
    expect(route('POST', '/rooms/!r:h/state/com.example.x/k')).toBeNull();
    expect(route('DELETE', '/createRoom')).toBeNull();
  });
});

describe('writing the address of an operation', () => {
  it('leaves the state key out where none is given, and keeps an empty one', () => {
    const values = { roomId: '!r:h', eventType: 't' };
    expect(addressOf(operation('send_state_event'), values).path).toBe('/rooms/!r%3Ah/state/t');
    expect(addressOf(operation('send_state_event'), { ...values, stateKey: '' }).path).toBe(
      '/rooms/!r%3Ah/state/t/',
    );
  });

  it('refuses to write a path with a hole', () => {
    expect(() => addressOf(operation('invite'), {})).toThrow('invite needs roomId');
  });

  it('is read back by the router with the same values, whatever they hold', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(value, value, value, (roomId, eventType, stateKey) => {
        fc.pre(!['m.room.member', 'm.room.topic'].includes(eventType));
        const address = addressOf(operation('send_state_event'), { roomId, eventType, stateKey });
        const match = route(address.method, address.path);
        expect(match?.parameters).toEqual({ roomId, eventType, stateKey });
      }),
      { seed: 20140903 },
    );
  });
});
