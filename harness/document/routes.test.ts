import { describe, expect, it } from 'vitest';
import { loadDeclaration } from './load.ts';
import { addressOf } from './routes.ts';
import type { Operation } from './declaration.ts';

const declaration = loadDeclaration();
const operation = (nickname: string): Operation => {
  const found = declaration.operations.find((o) => o.nickname === nickname);
  if (found === undefined) throw new Error(nickname);
  return found;
};

describe('writing the address of an operation', () => {
  it('leaves the state key out where none is given, and keeps an empty one', () => {
    const values = { roomId: '!r:h', eventType: 't' };
    expect(addressOf(operation('send_state_event'), values).path).toBe('/rooms/!r%3Ah/state/t');
    expect(addressOf(operation('send_state_event'), { ...values, stateKey: '' }).path).toBe(
      '/rooms/!r%3Ah/state/t/',
    );
  });

  it('refuses to write a path without one of its values', () => {
    expect(() => addressOf(operation('invite'), {})).toThrow('invite needs roomId');
  });

  it('percent-encodes every value as one segment, whatever it holds', () => {
    const values = { roomId: '!r/1:h', eventType: 'a b?c#d', stateKey: '%2F' };
    const { path } = addressOf(operation('send_state_event'), values);
    expect(path).toBe('/rooms/!r%2F1%3Ah/state/a%20b%3Fc%23d/%252F');
    expect(path.split('/').slice(1).map(decodeURIComponent)).toEqual([
      'rooms',
      '!r/1:h',
      'state',
      'a b?c#d',
      '%2F',
    ]);
  });

  it('adds the txnId as the last segment of a PUT', () => {
    const address = addressOf(operation('invite'), { roomId: '!r', txnId: 'a/1' });
    expect([address.method, address.path]).toEqual(['PUT', '/rooms/!r/invite/a%2F1']);
  });
});
