import { describe, expect, it } from 'vitest';
import type { Captured, Outcome } from '../run/outcome.ts';
import { captured, failed, made, reason, type Request } from './testing/outcomes.ts';

type InRoom = readonly [Request, room: string];

/** An outcome whose requests name rooms. */
const inRooms = (outcome: Outcome, ...requests: readonly InRoom[]): Outcome => ({
  ...outcome,
  exchanges: requests.map(([request, room], step): Captured => ({
    ...captured(request, step),
    room,
  })),
});

describe('an operation that acts in another room than the one named', () => {
  const invited: Request = ['invite', 'POST', 200];
  const member: Request = ['get_membership', 'GET', 200];
  const elsewhere = inRooms(
    failed('invite/a', [], {
      requirement: 'INV-07',
      what: 'membership of guest in the other room',
    }),
    [made, '!one'],
    [made, '!two'],
    [invited, '!one'],
    [member, '!two'],
  );
  const found = (room: string): Outcome =>
    inRooms(
      failed('get_membership/a', [], {
        requirement: 'GMEM-07',
        what: 'status of get_membership',
        expected: 'status 404',
        step: 3,
      }),
      [made, '!one'],
      [made, '!two'],
      [invited, '!one'],
      [member, room],
    );

  it('explains what is seen there', () => {
    expect(reason([elsewhere, found('!two')])).toEqual({ 'GMEM-07': 'INV-07' });
  });
  it('does not explain what is seen in the room that was named', () => {
    expect(reason([elsewhere, found('!one')])).toEqual({});
  });
});

describe('an answer that cannot be read', () => {
  const read: Request = ['get_room_sync_data', 'GET', 200];
  const room = { requirement: 'SYNC-04', what: 'room_id in initialSync' } as const;
  const list = {
    requirement: 'SYNC-02',
    what: 'get_room_sync_data answers its declared type',
    step: 1,
  } as const;
  const text = { requirement: 'META-05', what: 'body of a success', step: 1 } as const;

  it('explains that something in it is missing, in the same case', () => {
    const requests = [made, read];
    expect(reason([failed('get_room_sync_data/a', requests, room, list)], [])).toEqual({
      'SYNC-04': 'SYNC-02',
    });
    expect(reason([failed('get_room_sync_data/a', requests, room, text)], [])).toEqual({
      'SYNC-04': 'META-05',
    });
  });
  it('does not explain what a case misses that could read it', () => {
    const outcomes = [
      failed('get_room_sync_data/a', [made, read], list),
      failed('get_room_sync_data/b', [made, read], room),
    ];
    expect(reason(outcomes, [])).toEqual({});
  });
  it('explains what is missing in the part of it that cannot be read', () => {
    const items = { requirement: 'MODEL-38', what: 'get_room_sync_data answers state/*', step: 1 };
    const unlisted = { requirement: 'SYNC-10', what: 'state in initialSync' } as const;
    const seen = (expected: string) =>
      failed('get_room_sync_data/a', [made, read], unlisted, {
        ...items,
        requirement: 'MODEL-38',
        expected,
      });
    expect(reason([seen('must be object')], [])).toEqual({ 'SYNC-10': 'MODEL-38' });
    expect(reason([seen('a key type')], [])).toEqual({});
  });
  it('does not explain what is wrong in an answer of which a part has another type', () => {
    const part = { ...list, what: 'get_room_sync_data answers /messages' };
    expect(reason([failed('get_room_sync_data/a', [made, read], room, part)], [])).toEqual({});
  });
});

it('a room of one visibility shows that only the other one is refused', () => {
  const refused: Request = ['create_room', 'POST', 400];
  const status = { what: 'status of create_room', expected: 'status 200' };
  const outcomes = [
    failed('create_room/a', [refused], { ...status, requirement: 'CREATE-08', step: 0 }),
    inRooms(
      failed('create_room/b', [], { ...status, requirement: 'CREATE-14', step: 1 }),
      [made, '!one'],
      [refused, ''],
    ),
  ];
  expect(reason(outcomes, [])).toEqual({ 'CREATE-08': 'CREATE-14' });
});
