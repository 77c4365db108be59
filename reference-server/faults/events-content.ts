import type { RoomEvent } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { convention, documented, implied, type Fault } from './fault.ts';
import { listed, listedBy } from './listing.ts';
import { housing, omit, viewing, within } from './spoiling.ts';

const isMessage = ({ type }: RoomEvent): boolean => type === 'm.room.message';

/** What events hold beside id, room and type. */
export const eventContentFaults: readonly Fault[] = [
  documented(
    'messages-without-content',
    'Events of type m.room.message have no content in messages.',
    ['MODEL-30', 'MODEL-02', 'MSG-03'],
    listedBy('get_messages', (outward, event) =>
      isMessage(event) ? omit(outward, 'content') : outward,
    ),
  ),
  documented(
    'messages-content-a-string',
    'The content of messages is JSON within a string.',
    ['MODEL-30', 'MSG-03', 'SEND-03'],
    listedBy('get_messages', (outward) => ({
      ...outward,
      content: JSON.stringify(outward['content']),
    })),
  ),
  documented(
    'messages-without-msgtype',
    'Messages are listed without their msgtype.',
    ['MODEL-02', 'MODEL-30', 'MSG-03'],
    listedBy('get_messages', (outward, event) =>
      isMessage(event) ? { ...outward, content: omit(event.content, 'msgtype') } : outward,
    ),
  ),
  documented(
    'messages-msgtype-a-number',
    'The msgtype of a listed message is a number.',
    ['MODEL-02', 'MODEL-30', 'MSG-03'],
    listedBy('get_messages', (outward, event) =>
      isMessage(event) ? { ...outward, content: { ...event.content, msgtype: 1 } } : outward,
    ),
  ),
  documented(
    'members-without-content',
    'Members are listed without content.',
    ['MEMB-10', 'MODEL-31', 'MODEL-21', 'MEMB-04'],
    listedBy('get_members', (outward) => omit(outward, 'content')),
  ),
  documented(
    'members-without-membership',
    'The content of a listed member has no membership.',
    ['MEMB-10', 'MODEL-31', 'MODEL-21', 'MEMB-04', 'MODEL-06'],
    listedBy('get_members', (outward) => ({ ...outward, content: { displayname: null } })),
  ),
  documented(
    'members-membership-outside',
    'A listed member has its membership beside the content.',
    ['MEMB-10', 'MODEL-31', 'MODEL-21', 'MEMB-04', 'MODEL-06'],
    listedBy('get_members', (outward, { content }) => ({ ...outward, ...content, content: {} })),
  ),
  documented(
    'members-another-word',
    'Members are listed as "active", "left" and "invited".',
    ['MEMB-10', 'MODEL-07', 'MEMB-04'],
    listedBy('get_members', (outward, { content }) => ({
      ...outward,
      content: {
        membership:
          content['membership'] === 'join'
            ? 'active'
            : content['membership'] === 'leave'
              ? 'left'
              : content['membership'],
      },
    })),
  ),
  documented(
    'members-content-a-string',
    'The content of a listed member is its membership alone.',
    ['MODEL-31', 'MEMB-10', 'MODEL-21', 'MEMB-04'],
    listedBy('get_members', (outward, { content }) => ({
      ...outward,
      content: content['membership'],
    })),
  ),
  implied(
    'members-of-another-type',
    'Listed members are of type m.room.membership.',
    ['MODEL-27'],
    listedBy('get_members', (outward) => ({ ...outward, type: 'm.room.membership' })),
  ),
  convention(
    'state-without-state-key',
    'State is listed without state_key.',
    ['MODEL-39'],
    listedBy('get_state_events', (outward) => omit(outward, 'state_key')),
  ),
  documented(
    'empty-state-key-left-out',
    'An empty state_key is not listed.',
    ['STATE-05', 'MODEL-39'],
    listedBy('get_state_events', (outward, { stateKey }) =>
      stateKey === '' ? omit(outward, 'state_key') : outward,
    ),
  ),
  documented(
    'empty-state-key-null',
    'An empty state_key is listed as null.',
    ['STATE-05', 'MODEL-39'],
    listed((outward, { stateKey }) =>
      stateKey === '' ? { ...outward, state_key: null } : outward,
    ),
  ),
  convention(
    'state-without-content',
    'State is listed without content.',
    ['MODEL-39', 'STATE-03'],
    listedBy('get_state_events', (outward) => omit(outward, 'content')),
  ),
  convention(
    'state-content-a-string',
    'The content of listed state is JSON within a string.',
    ['MODEL-39', 'STATE-03'],
    listedBy('get_state_events', (outward) => ({
      ...outward,
      content: JSON.stringify(outward['content']),
    })),
  ),
  convention(
    'later-slots-without-keys',
    'From the eighth piece of state on, state_key is left out.',
    ['MODEL-39'],
    within(
      ['get_state_events'],
      viewing(({ state }) => ({
        state: (room) =>
          state(room).map((event, index) =>
            index < 7 ? event : { ...event, stateKey: undefined },
          ),
      })),
    ),
  ),
  implied(
    'placeholders-taken-for-keys',
    'Contents hold the declaration’s placeholders as keys and nothing else.',
    ['MODEL-03', 'MODEL-29', 'SEND-10', 'MSG-03'],
    housing(({ append }) => ({
      append: (context, room, draft) =>
        append(
          context,
          room,
          draft.stateKey === undefined && !isObject(draft.content['__event_content_keys__'])
            ? {
                ...draft,
                content: {
                  ...(typeof draft.content['msgtype'] === 'string'
                    ? { msgtype: draft.content['msgtype'] }
                    : {}),
                  __event_content_keys__: 'string',
                },
              }
            : draft,
        ),
    })),
  ),
];
