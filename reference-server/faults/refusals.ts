import { ApiError } from '../errors.ts';
import type { Nickname } from '../parts.ts';
import { convention, documented, implied, type Fault, type MakeFault } from './fault.ts';
import { doneAllTheSame, forbiddenAs, refusedInSilence, refusingWith } from './rulings.ts';
import { kebab, refusing } from './spoiling.ts';

type Refusal = readonly [
  name: Nickname,
  make: MakeFault,
  rows: Fault['violates'],
  success: 'nothing' | 'event_id' | 'room_id',
];

/** Who is refused by what, and where that stands. */
const refusals: readonly Refusal[] = [
  ['send_non_state_event', convention, ['SEND-15', 'BAN-14', 'LEAVE-03'], 'event_id'],
  ['send_message', convention, ['SEND-15', 'BAN-14', 'LEAVE-03'], 'event_id'],
  ['send_feedback', convention, ['SEND-15'], 'event_id'],
  ['send_state_event', convention, ['STATE-17'], 'nothing'],
  ['set_topic', convention, ['TOPIC-11'], 'nothing'],
  ['invite', implied, ['INV-11', 'INV-12', 'SMEM-21'], 'nothing'],
  [
    'join_room',
    implied,
    ['JOIN-08', 'JOIN-11', 'LEAVE-09', 'CREATE-14', 'BAN-14', 'SMEM-21'],
    'nothing',
  ],
  ['join', convention, ['JID-10', 'BAN-14'], 'room_id'],
  ['leave', convention, ['LEAVE-08', 'SMEM-21'], 'nothing'],
  ['ban', documented, ['BAN-05', 'BAN-06', 'SMEM-21'], 'nothing'],
  [
    'set_membership',
    documented,
    [
      'SMEM-11',
      'SMEM-12',
      'SMEM-13',
      'SMEM-14',
      'SMEM-20',
      'SMEM-21',
      'BAN-05',
      'BAN-06',
      'LEAVE-08',
      'BAN-14',
    ],
    'nothing',
  ],
];
const everyWay = refusals.flatMap(([name, make, rows, success]) => [
  make(
    `${kebab(name)}-403-and-done`,
    `${name} refuses with 403 and does it all the same.`,
    rows,
    doneAllTheSame([name]),
  ),
  make(
    `${kebab(name)}-200-for-403`,
    `${name} answers 200 where it is forbidden, and does nothing.`,
    rows,
    refusedInSilence([name], success),
  ),
  make(
    `${kebab(name)}-400-for-403`,
    `${name} answers 400 where it is forbidden.`,
    rows,
    forbiddenAs([name], 400, 'M_UNKNOWN'),
  ),
  make(
    `${kebab(name)}-500-for-403`,
    `${name} fails where it is forbidden.`,
    rows,
    forbiddenAs([name], 500, 'M_UNKNOWN'),
  ),
]);

const notFound: readonly Nickname[] = [
  'send_message',
  'set_topic',
  'invite',
  'ban',
  'set_membership',
];

/** Refusals that come with a wrong status, or refuse nothing. */
export const refusalFaults: readonly Fault[] = [
  ...everyWay,
  ...refusals
    .filter(([name]) => notFound.includes(name))
    .map(([name, make, rows]) =>
      make(
        `${kebab(name)}-404-for-403`,
        `${name} finds no room where it is forbidden.`,
        rows,
        forbiddenAs([name], 404, 'M_NOT_FOUND'),
      ),
    ),
  documented(
    'inviting-from-outside-401',
    'Inviting from outside the room is 401.',
    ['SMEM-11', 'INV-11'],
    refusingWith(401, 'M_FORBIDDEN', (q) => q.requested === 'invite' && q.actor !== 'join'),
  ),
  documented(
    'inviting-a-member-400',
    'Inviting a member is a bad request.',
    ['SMEM-12', 'INV-12'],
    refusingWith(
      400,
      'M_BAD_STATE',
      (q) => q.requested === 'invite' && q.target === 'join' && q.actor === 'join',
    ),
  ),
  documented(
    'inviting-a-member-409',
    'Inviting a member is a conflict.',
    ['SMEM-12', 'INV-12'],
    refusingWith(
      409,
      'M_CONFLICT',
      (q) => q.requested === 'invite' && q.target === 'join' && q.actor === 'join',
    ),
  ),
  documented(
    'forcing-a-join-400',
    'Making others join is a bad request.',
    ['SMEM-13'],
    refusingWith(400, 'M_BAD_JSON', (q) => q.requested === 'join' && !q.self),
  ),
  documented(
    'uninvited-join-404',
    'Joining a private room uninvited is 404.',
    ['SMEM-14', 'JOIN-08'],
    refusingWith(
      404,
      'M_NOT_FOUND',
      (q) => q.requested === 'join' && q.self && q.kind === 'private' && q.target !== 'ban',
    ),
  ),
  documented(
    'bad-membership-403',
    'A bad membership value is forbidden.',
    ['SMEM-10'],
    refusing(['set_membership'], (error) => {
      if (error.errcode !== 'M_BAD_JSON') throw error;
      throw new ApiError(403, error.errcode, error.message);
    }),
  ),
  documented(
    'bad-membership-500',
    'A bad membership value makes the server fail.',
    ['SMEM-10'],
    refusing(['set_membership'], (error) => {
      if (error.errcode !== 'M_BAD_JSON') throw error;
      throw new ApiError(500, error.errcode, error.message);
    }),
  ),
];
