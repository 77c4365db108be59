import { elsewhere, otherRoom } from './elsewhere.ts';
import type { Nickname, OperationName } from '../parts.ts';
import { documented, implied, type Fault, type Spoil } from './fault.ts';
import { housing, operation, within } from './spoiling.ts';

/** An operation is done in another room of the caller as well. */
const bothPlaces = (names: readonly Nickname[]): Spoil =>
  operation(names, (perform) => async (context) => {
    const room = otherRoom(context);
    const answer = await perform(context);
    if (room === undefined) return answer;
    try {
      await perform({ ...context, params: { ...context.params, roomId: room.id, txnId: '' } });
    } catch {
      // Where it is forbidden it is not done.
    }
    return answer;
  });

const dropping = (names: readonly OperationName[]): Spoil =>
  within(
    names,
    housing(({ append }) => ({
      append: (context, room, draft) =>
        append(context, { ...room, append: () => undefined }, draft),
    })),
  );

/** Which room something is done in. */
export const placeFaults: readonly Fault[] = [
  ...(
    [
      ['send_non_state_event', 'SEND-12', ['SEND-03', 'MSGS-05', 'MODEL-28']],
      ['send_message', 'MSG-14', ['MSG-03', 'MSGS-05', 'MODEL-28']],
      ['send_feedback', 'FEED-07', ['FEED-03', 'MSGS-05', 'MODEL-28']],
      ['send_state_event', 'STATE-12', ['STATE-03', 'STATE-09', 'GST-07']],
      [
        'set_topic',
        'TOPIC-09',
        ['TOPIC-03', 'GTOPIC-05', 'GTOPIC-03', 'TOPIC-10', 'TOPIC-08', 'CONV-16'],
      ],
    ] as const
  ).flatMap(([name, row, follows]) => [
    documented(
      `${name.replaceAll('_', '-')}-into-another-room`,
      `${name} is done in another room of the caller, if there is one.`,
      [row],
      elsewhere([name]),
      {
        follows: [
          ...follows,
          'MSG-06',
          'SEND-04',
          'SEND-10',
          'SEND-14',
          'STATE-07',
          'STATE-08',
          'STATE-05',
          'STATE-13',
          'STATE-14',
          'STATE-06',
          'STATE-04',
          'STATE-11',
          'STATE-17',
          'CONV-11',
          'GST-04',
          'MSGS-16',
          'SYNC-13',
        ].filter((each, index, all) => all.indexOf(each) === index),
        because:
          'It is not found where it was done, and whether it may be done depends on the other room.',
      },
    ),
    documented(
      `${name.replaceAll('_', '-')}-into-two-rooms`,
      `${name} is done in another room of the caller as well.`,
      [row],
      bothPlaces([name]),
      { follows: [...follows], because: 'It is found where it was not done.' },
    ),
  ]),
  ...(
    [
      [
        'send_non_state_event',
        implied,
        ['SEND-03'],
        [
          'SEND-04',
          'SEND-05',
          'SEND-06',
          'SEND-10',
          'SEND-12',
          'SEND-14',
          'MODEL-28',
          'MODEL-23',
          'MODEL-24',
          'MSGS-03',
          'MSGS-13',
          'CONV-16',
          'MODEL-03',
        ],
      ],
      [
        'send_message',
        implied,
        ['MSG-03'],
        [
          'MSG-04',
          'MSG-05',
          'MSG-06',
          'MSG-07',
          'MSG-13',
          'MSG-14',
          'MODEL-28',
          'MSGS-03',
          'MSGS-05',
          'MSGS-08',
          'MSGS-12',
          'MSGS-13',
          'SYNC-09',
          'CONV-16',
          'CONV-21',
          'MODEL-03',
          'MODEL-23',
          'MODEL-24',
          'MODEL-30',
        ],
      ],
      [
        'send_feedback',
        implied,
        ['FEED-03'],
        ['FEED-04', 'FEED-07', 'FEED-09', 'FEED-12', 'MODEL-28'],
      ],
      [
        'set_topic',
        implied,
        ['TOPIC-03'],
        [
          'TOPIC-08',
          'TOPIC-09',
          'TOPIC-10',
          'GTOPIC-01',
          'GTOPIC-03',
          'GTOPIC-05',
          'CONV-16',
          'CREATE-25',
          'GST-05',
        ],
      ],
    ] as const
  ).map(([name, make, rows, follows]) =>
    make(
      `${name.replaceAll('_', '-')}-without-effect`,
      `${name} answers 200 and does nothing.`,
      [...rows],
      dropping([name]),
      { follows, because: 'What should have happened is looked for.' },
    ),
  ),
];
