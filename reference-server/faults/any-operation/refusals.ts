import { perRow, type Faults } from '../fault.ts';
import { forbidAs, kebab, pretendSuccess, refuseAndDo } from '../vocabulary/index.ts';

const answering404: ReadonlySet<string> = new Set([
  'send_message',
  'set_topic',
  'invite',
  'ban',
  'set_membership',
]);

/** How each operation answers a request that is forbidden, and whether it carries it out. */
export const refusalFaults: Faults = perRow(
  [
    ['send_non_state_event', ['SEND-15', 'BAN-14', 'LEAVE-03'], 'event_id'],
    ['send_message', ['SEND-15', 'BAN-14', 'LEAVE-03'], 'event_id'],
    ['send_feedback', ['SEND-15'], 'event_id'],
    ['send_state_event', ['STATE-17'], 'nothing'],
    ['set_topic', ['TOPIC-11'], 'nothing'],
    ['invite', ['INV-11', 'INV-12', 'SMEM-21'], 'nothing'],
    ['join_room', ['JOIN-08', 'JOIN-11', 'LEAVE-09', 'CREATE-14', 'BAN-14', 'SMEM-21'], 'nothing'],
    ['join', ['JID-10', 'JOIN-08', 'BAN-14'], 'room_id'],
    ['leave', ['LEAVE-08', 'SMEM-21'], 'nothing'],
    ['ban', ['BAN-05', 'BAN-06', 'SMEM-21'], 'nothing'],
    [
      'set_membership',
      [
        'SMEM-11',
        'SMEM-12',
        'SMEM-13',
        'SMEM-14',
        'SMEM-19',
        'SMEM-20',
        'SMEM-21',
        'BAN-05',
        'BAN-06',
        'LEAVE-08',
        'BAN-14',
      ],
      'nothing',
    ],
  ],
  ([name, violates, success]) => ({
    [`${kebab(name)}-403-and-done`]: {
      summary: `${name} answers 403 and carries out the request all the same.`,
      violates,
      spoil: refuseAndDo([name]),
    },
    [`${kebab(name)}-200-for-403`]: {
      summary: `${name} answers 200 instead of 403 and does nothing.`,
      violates,
      spoil: pretendSuccess([name], success),
    },
    ...perRow(answering404.has(name) ? [400, 404, 500] : [400, 500], (status) => ({
      [`${kebab(name)}-${status}-for-403`]: {
        summary: `${name} answers ${status} instead of 403.`,
        violates,
        spoil: forbidAs([name], status, status === 404 ? 'M_NOT_FOUND' : 'M_UNKNOWN'),
      },
    })),
  }),
);
