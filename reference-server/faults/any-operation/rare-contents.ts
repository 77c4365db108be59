import type { JsonObject } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import { invalid } from '../../errors.ts';
import type { Faults } from '../fault.ts';
import {
  before,
  changeView,
  checkFurther,
  listEventsIn,
  mapValues,
  omit,
  onlyIn,
  storeAs,
  storeContent,
  useSlot,
} from '../vocabulary/index.ts';

const strings = (change: (text: string) => string): ((content: JsonObject) => JsonObject) =>
  mapValues((value) => (typeof value === 'string' ? change(value) : value));

/** Takes a key of the event from its content, where there is a text. */
const keyFromContent =
  (key: string) =>
  (shown: JsonObject): JsonObject => {
    const content = shown['content'];
    const value = isObject(content) ? content[key] : undefined;
    return typeof value === 'string' ? { ...shown, [key]: value } : shown;
  };

/** Contents that are legal, and that few clients send. */
export const rareContentFaults: Faults = {
  'event-id-from-the-content-of-state': {
    summary: 'GET state shows the event_id that stands in a content.',
    violates: ['MODEL-23'],
    spoil: listEventsIn('get_state_events', keyFromContent('event_id')),
  },
  'room-id-from-the-content-of-members': {
    summary: 'GET members shows the room_id that stands in a content.',
    violates: ['MODEL-24'],
    spoil: listEventsIn('get_members', keyFromContent('room_id')),
  },
  'type-from-the-content-of-messages': {
    summary: 'initialSync shows the type that stands in a content.',
    violates: ['MODEL-25', 'SEND-14', 'STATE-13', 'MODEL-27'],
    spoil: listEventsIn('get_room_sync_data', keyFromContent('type')),
  },
  'state-key-from-the-content': {
    summary: 'An event whose content has a state_key becomes state.',
    violates: ['SEND-04'],
    spoil: storeAs(['send_message', 'send_non_state_event', 'send_feedback'], ({ content }) =>
      typeof content['state_key'] === 'string' ? { stateKey: content['state_key'] } : {},
    ),
  },
  'topic-key-from-the-content': {
    summary: 'A topic has the state key that stands in its content.',
    violates: ['MODEL-39'],
    spoil: listEventsIn('get_messages', (shown, { type }) =>
      type === 'm.room.topic' ? keyFromContent('state_key')(shown) : shown,
    ),
  },
  'fifty-keys-of-an-event': {
    summary: 'An event keeps its first 50 keys.',
    violates: ['SEND-10'],
    spoil: storeContent(['send_non_state_event'], (content) =>
      Object.fromEntries(Object.entries(content).slice(0, 50)),
    ),
  },
  'empty-key-of-feedback-lost': {
    summary: 'Feedback loses a key that is the empty text.',
    violates: ['FEED-03'],
    spoil: storeContent(['send_feedback'], (content) => omit(content, '')),
  },
  'nul-in-feedback': {
    summary: 'Texts of feedback end at U+0000.',
    violates: ['FEED-03'],
    spoil: storeContent(
      ['send_feedback'],
      strings((text) => text.split('\0')[0] ?? ''),
    ),
  },
  'null-in-feedback-lost': {
    summary: 'Feedback loses keys whose value is null.',
    violates: ['FEED-03'],
    spoil: storeContent(['send_feedback'], (content) =>
      Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null)),
    ),
  },
  'null-in-memberships-lost': {
    summary: 'set_membership loses further keys whose value is null.',
    violates: ['SMEM-22'],
    spoil: storeContent(['set_membership'], (content) =>
      Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null)),
    ),
  },
  'long-messages-cut': {
    summary: 'Texts of messages are cut after 4096 characters.',
    violates: ['MSG-03', 'MODEL-03'],
    spoil: storeContent(
      ['send_message'],
      strings((text) => text.slice(0, 4096)),
    ),
  },
  'nul-in-the-body-of-a-message': {
    summary: 'The body of a message ends at U+0000.',
    violates: ['MSG-03'],
    spoil: storeContent(['send_message'], (content) => {
      const { body } = content;
      return typeof body === 'string' ? { ...content, body: body.split('\0')[0] } : content;
    }),
  },
  'msgtype-trimmed': {
    summary: 'White space at the ends of a msgtype is lost.',
    violates: ['MSG-13'],
    spoil: storeContent(['send_message'], (content) => ({
      ...content,
      msgtype: String(content['msgtype']).trim(),
    })),
  },
  'empty-msgtype-refused': {
    summary: 'A message whose msgtype is a zero is answered 500.',
    violates: ['MSG-13'],
    spoil: checkFurther('message', ({ msgtype }) => {
      if (msgtype === '0') throw new Error('falsy');
    }),
  },
  'topic-without-its-full-stop': {
    summary: 'A topic loses a full stop at its end.',
    violates: ['TOPIC-03'],
    spoil: storeContent(['set_topic'], (content) => ({
      ...content,
      topic: String(content['topic']).replace(/[.]$/, ''),
    })),
  },
  'topic-zero-not-found': {
    summary: 'GET topic does not find the topic "0".',
    violates: ['TOPIC-03', 'GTOPIC-03'],
    spoil: onlyIn(
      ['get_topic'],
      changeView(({ slot }) => ({
        slot: (room, type, key) => {
          const event = slot(room, type, key);
          return event?.content['topic'] === '0' ? undefined : event;
        },
      })),
    ),
  },
  'plus-in-a-type-is-a-space': {
    summary: 'A plus in the type of an event is read as a space.',
    violates: ['SEND-14'],
    spoil: storeAs(['send_non_state_event'], ({ type }) => ({ type: type.replaceAll('+', ' ') })),
  },
  'equal-state-is-one': {
    summary: 'State is not written where another key of its type has the same content.',
    violates: ['STATE-08', 'STATE-03'],
    spoil: storeAs(['send_state_event'], (draft, _context, room) => {
      const slots = [...(room.state.get(draft.type)?.values() ?? [])];
      const text = JSON.stringify(draft.content);
      const same = slots.find(({ content }) => JSON.stringify(content) === text);
      return same === undefined ? {} : { stateKey: same.stateKey };
    }),
  },
  'state-key-zero-is-empty': {
    summary: 'The state key "0" is taken for the empty one.',
    violates: ['STATE-08', 'STATE-14'],
    spoil: useSlot((type, key) => [type, key === '0' ? '' : key]),
  },
  'empty-reason-refused': {
    summary: 'A ban with an empty reason is refused.',
    violates: ['BAN-12'],
    spoil: before(['ban'], ({ request }) => {
      if (request.body.toString('utf8').includes('"reason":""')) throw invalid('No reason.');
    }),
  },
};
