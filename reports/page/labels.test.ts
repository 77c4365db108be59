import { describe, expect, it } from 'vitest';
import { exchange } from '../testing/sample.ts';
import { deedOf, requestLabel, shortIds, shortTokens } from './labels.ts';

describe('labels', () => {
  it('name a request as a reader follows it', () => {
    const label = requestLabel(
      exchange(0, {
        method: 'PUT',
        path: '/v1/rooms/!r%3Ahs/state/x/%40conf-34858a8e-24%3Ahs',
        body: '{}',
      }),
      '/v1',
      new Map([['!r:hs', '‹room›']]),
      60,
    );
    expect(label).toBe('PUT  /rooms/‹room›/state/x/@conf-…8e-24 {}');
  });
  it('keep short ids and drop servers', () => {
    expect(shortIds('@alice:hs.example:8448 #pub:hs $abc')).toBe('@alice #pub $abc');
  });
  it('name a deed by its operation and the membership it asks for', () => {
    const invite = {
      operation: 'set_membership',
      method: 'PUT',
      body: '{"membership":"invite"}',
      membership: 'invite',
    } as const;
    expect(deedOf(exchange(0, invite))).toBe('PUT set_membership invite');
    expect(deedOf(exchange(0, { operation: null, method: 'GET\u202E', body: null }))).toBe(
      'GET‹U+202E› request',
    );
  });
});

describe('short tokens', () => {
  it('stay apart', () => {
    expect([...shortTokens(['t10_room', 't12_room', 't2_room']).values()]).toEqual([
      't10…',
      't12…',
      't2_…',
    ]);
  });
  it('are numbers where nothing short tells them apart', () => {
    const long = ['1', '2'].map((end) => `${'x'.repeat(99)}${end}`);
    expect([...shortTokens(long).values()]).toEqual(['token 1', 'token 2']);
    expect([...shortTokens(['t1', 't2']).values()]).toEqual(['t1', 't2']);
  });
});
