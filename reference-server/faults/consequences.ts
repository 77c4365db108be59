import type { Fault } from './fault.ts';

type Group = {
  /** Why they follow. */
  readonly because: string;
  /** By fault: what is seen violated beside what the fault itself names. */
  readonly faults: Readonly<Record<string, readonly string[]>>;
};

const takingFeedback = ['MODEL-04', 'MODEL-05', 'SEND-15'];
const changingMemberships = ['BAN-14', 'CONV-23', 'JOIN-09', 'LEAVE-08'];
const makingRooms = ['MODEL-11', 'MODEL-12', 'MODEL-13'];
const whileMembersSend = ['SEND-15'];
const anyState = [
  'STATE-04',
  'STATE-05',
  'STATE-06',
  'STATE-07',
  'STATE-08',
  'STATE-09',
  'STATE-11',
  'STATE-13',
  'STATE-14',
];
const otherWords = ['CONV-13', 'GMEM-05', 'GMEM-06', 'GMEM-08', 'MEMB-04', 'STATE-09'];
const inTheirRoom = [
  ...anyState,
  'CREATE-13',
  'CREATE-25',
  'JOIN-09',
  'MSG-09',
  'SEND-09',
  'SMEM-05',
  'SMEM-15',
  'SYNC-04',
  'SYNC-06',
  'SYNC-07',
  'TOPIC-03',
];

/**
 * What a run of every case showed to be true of faults that break a whole operation, or the way to it. Each stands
 * here once, for many faults share it.
 */
const groups: readonly Group[] = [
  {
    because:
      'What was made is looked for under the id that was answered, and told from others by it.',
    faults: {
      'create-room-room-id-empty': ['CONV-13', 'CREATE-03'],
      'members-of-ids': ['MEMB-11'],
      'messages-event-id-a-number': ['MSGS-03'],
      'send-feedback-event-id-empty': ['CONV-10', 'CONV-13', 'MODEL-22', 'SEND-04'],
      'send-message-event-id-empty': [
        'CONV-10',
        'CONV-13',
        'FEED-04',
        'MODEL-22',
        'MSG-03',
        'MSG-06',
        'MSGS-03',
        'SEND-04',
      ],
      'send-non-state-event-event-id-empty': [
        'CONV-10',
        'CONV-13',
        'MODEL-22',
        'MODEL-23',
        'MSGS-03',
        'SEND-03',
        'SEND-04',
      ],
      'state-of-ids': ['GST-07'],
    },
  },
  {
    because: 'The membership that is read is held against the one that somebody has.',
    faults: {
      'membership-as-at-first': ['MEMB-04'],
      'membership-in-capitals': otherWords,
      'membership-of-another-word': otherWords,
    },
  },
  {
    because: 'The slot is set, and then looked for in every view.',
    faults: {
      'bare-state-not-offered': ['STATE-07', 'STATE-08'],
      'state-not-kept': ['MSGS-16', 'STATE-04', 'STATE-11'],
    },
  },
  {
    because: 'Who asks for it is refused, whatever other statements ask of it.',
    faults: {
      'ban-elsewhere': ['CONV-02', 'CONV-03', 'CREATE-25'],
      'create-room-reads-forms': makingRooms,
      'from-needed': ['JOIN-03'],
      'initial-sync-elsewhere': ['CONV-02', 'CONV-03'],
      'join-room-refuses-bodies': ['CREATE-14'],
      'members-elsewhere': ['CONV-02', 'CONV-03'],
      'no-create-room': makingRooms,
      'no-get-messages': ['JOIN-03'],
      'no-join': ['META-03'],
      'no-send-feedback': takingFeedback,
      'no-set-membership': changingMemberships,
      'read-refused': ['SEND-15'],
      'send-feedback-reads-forms': takingFeedback,
      'send-message-reads-forms': ['SEND-11'],
      'send-non-state-event-reads-forms': ['CONV-17'],
      'set-membership-reads-forms': changingMemberships,
    },
  },
  {
    because: 'Whether it is done, and who may do it, is settled in the other room.',
    faults: {
      'send-feedback-into-another-room': whileMembersSend,
      'send-message-into-another-room': [...whileMembersSend, 'BAN-14', 'LEAVE-03', 'MSGS-03'],
      'send-message-into-two-rooms': ['MSGS-03'],
      'send-non-state-event-into-another-room': [...whileMembersSend, 'CONV-17', 'MODEL-24'],
      'send-non-state-event-into-two-rooms': ['MODEL-24'],
      'send-state-event-into-two-rooms': ['SYNC-13'],
      'set-topic-into-another-room': [
        'GTOPIC-01',
        'GTOPIC-06',
        'GTOPIC-07',
        'STATE-09',
        'TOPIC-06',
        'TOPIC-07',
        'TOPIC-11',
      ],
    },
  },
  {
    because: 'Rooms and users whose ids are read otherwise are not found.',
    faults: {
      'room-ids-encoded-only': [
        ...inTheirRoom,
        'CREATE-03',
        'GMEM-01',
        'GST-01',
        'STATE-01',
        'SYNC-01',
        'TOPIC-01',
      ],
      'room-ids-not-decoded': inTheirRoom,
      'user-ids-read-raw': [
        'BAN-14',
        'CONV-13',
        'CONV-23',
        'CREATE-25',
        'GMEM-06',
        'GMEM-07',
        'GMEM-08',
        'JOIN-09',
        'LEAVE-08',
        'SMEM-05',
        'SMEM-11',
        'SMEM-12',
        'SMEM-13',
        'SMEM-14',
        'SMEM-16',
        'SMEM-17',
        'SMEM-19',
        'SMEM-20',
        'SMEM-21',
        'STATE-09',
      ],
    },
  },
  {
    because: 'What is looked for is not there, or not what it was.',
    faults: {
      'alias-hashed': ['CREATE-19'],
      'empty-state-key-null': ['TOPIC-10'],
      'errcode-empty': ['CONV-03'],
      'errcode-lower-case': ['CONV-03'],
      'errcode-with-spaces': ['CONV-03'],
      'errors-cut-short': ['CONV-06'],
      'everybody-is-the-caller': ['CREATE-17', 'GMEM-06', 'JID-07', 'SMEM-22'],
      'everybody-is-the-creator': ['GMEM-06', 'SMEM-22'],
      'fifth-send-without-effect': ['CONV-17'],
      'messages-of-oneself': ['CONV-13', 'JID-03', 'MODEL-22'],
      'join-resolves-and-stays-out': ['JID-05'],
      'members-are-all-joined': ['CONV-19'],
      'members-of-all-rooms': ['CONV-15', 'CONV-19'],
      'membership-in-another-room': ['CREATE-17', 'JID-07'],
      'messages-msgtype-a-number': ['META-07', 'MODEL-03'],
      'messages-of-others': ['MODEL-22'],
      'messages-without-msgtype': ['META-07', 'MODEL-03'],
      'nulls-dropped': ['STATE-11'],
      'send-keeps-nothing': ['MSGS-03'],
      'set-topic-without-effect': ['GST-04', 'MSGS-16'],
      'state-content-a-string': ['CONV-19', 'GST-05', 'SYNC-10'],
      'state-without-content': ['CONV-19', 'SYNC-10'],
      'sync-guarded': ['SYNC-03', 'SYNC-04', 'SYNC-07'],
      'types-are-messages': ['FEED-04', 'MSG-07', 'SEND-05'],
      'types-cut-at-the-last-dot': ['SEND-05'],
      'values-become-strings': [
        'META-07',
        'STATE-04',
        'STATE-06',
        'STATE-11',
        'STATE-12',
        'STATE-14',
      ],
    },
  },
  {
    because: 'Events are told apart by their ids, their types and their people.',
    faults: {
      'answered-id-of-the-room': ['CONV-13', 'FEED-04', 'GST-05', 'MODEL-23', 'MSGS-03', 'SYNC-09'],
      'answered-id-unknown': ['MSGS-03'],
      'empty-event-ids': ['MSGS-03', 'MSGS-05', 'MSGS-06', 'MSGS-07', 'MSGS-12'],
      'empty-types-in-messages': ['MODEL-22', 'STATE-13'],
      'event-ids-of-the-list': ['MSGS-03', 'MSGS-12'],
      'event-ids-per-sender': ['FEED-04', 'MODEL-23', 'MSGS-06', 'MSGS-07', 'MSGS-12', 'SYNC-11'],
      'event-ids-per-slot': ['MSGS-06', 'MSGS-07', 'MSGS-12'],
      'ids-that-are-empty': ['CONV-13', 'MODEL-22', 'MSGS-03', 'SEND-03', 'SYNC-09'],
      'member-events-swap-people': ['GST-04', 'MSGS-16'],
      'placeholders-taken-for-keys': ['MSGS-03'],
      'type-from-content': ['FEED-04'],
    },
  },
  {
    because: 'An answer is of another type when a part of it is.',
    faults: {
      'initial-sync-event-id-a-number': ['SYNC-02'],
      'initial-sync-event-id-missing': ['SYNC-02'],
      'initial-sync-room-id-a-number': ['SYNC-02'],
      'initial-sync-room-id-missing': ['SYNC-02'],
      'initial-sync-type-a-number': ['MODEL-22', 'SYNC-02'],
      'initial-sync-type-missing': ['MODEL-22', 'SYNC-02'],
      'sync-is-a-list': ['SYNC-03', 'SYNC-04', 'SYNC-07'],
      'sync-messages-end-a-number': ['SYNC-02'],
      'sync-messages-without-chunk': ['SYNC-02'],
      'sync-messages-without-end': ['SYNC-02'],
      'sync-messages-without-start': ['SYNC-02'],
      'sync-state-of-ids': ['SYNC-02'],
    },
  },
  {
    because: 'A refusal that is owed elsewhere does not come, or with another status.',
    faults: {
      'bad-message-403': ['SEND-11'],
      'from-ignored': ['MSGS-11'],
      'from-ignored-forwards': ['MSGS-11'],
    },
  },
];

/** @returns the fault with all of its consequences, each once. */
export function withConsequences(fault: Fault): Fault {
  const group = groups.find(({ faults }) => Object.hasOwn(faults, fault.id));
  const more = group?.faults[fault.id];
  if (group === undefined || more === undefined) return fault;
  const known = [...fault.violates, ...(fault.follows ?? [])];
  return {
    ...fault,
    follows: [...(fault.follows ?? []), ...more.filter((row) => !known.includes(row))],
    because: [fault.because, group.because].filter((why) => why !== undefined).join(' '),
  };
}

/** The ids of faults under which consequences stand. */
export const faultsWithConsequences: readonly string[] = groups.flatMap(({ faults }) =>
  Object.keys(faults),
);
