import { invalid } from '../errors.ts';
import { perRow, type Faults } from './fault.ts';
import {
  both,
  changeStatus,
  changeView,
  checkFurther,
  checkInstead,
  letSetState,
  listEvents,
  onlyIn,
  refuseAndStore,
  storeAs,
  storeContent,
  textForNumber,
} from './vocabulary/index.ts';

/** What a topic may be, who may set it, and how it is stored. */
export const setTopicFaults: Faults = {
  'topics-under-a-key': {
    summary: 'Events that set the topic have the state key "topic".',
    violates: ['TOPIC-10'],
    spoil: listEvents((shown, { type }) =>
      type === 'm.room.topic' ? { ...shown, state_key: 'topic' } : shown,
    ),
  },
  'beginning-of-the-topic-ignored': {
    summary: 'A new topic that is the beginning of the one before does not replace it.',
    violates: ['TOPIC-10', 'GTOPIC-03'],
    spoil: storeAs(['set_topic'], (draft, _context, room) => {
      const old = room.state.get('m.room.topic')?.get('')?.content['topic'];
      const isPart = typeof old === 'string' && old.startsWith(String(draft.content['topic']));
      return isPart ? { content: { topic: old } } : {};
    }),
  },
  'topic-not-needed': {
    summary: 'set_topic accepts a body without a topic.',
    violates: ['TOPIC-07'],
    spoil: checkInstead('topic', (content) => ({ topic: '', ...content })),
  },
  'topic-may-be-anything': {
    summary: 'set_topic accepts a topic of any type.',
    violates: ['TOPIC-07', 'MODEL-01'],
    spoil: checkInstead('topic', (content) => ('topic' in content ? { topic: '' } : content)),
  },
  'topic-number-becomes-text': {
    summary: 'set_topic accepts a number and stores it as a string.',
    violates: ['TOPIC-07', 'MODEL-01'],
    spoil: both(
      checkInstead('topic', ({ topic, ...rest }) => ({ ...rest, topic: textForNumber(topic) })),
      storeContent(['set_topic'], (content) => ({ ...content, topic: String(content['topic']) })),
    ),
  },
  'bad-topic-kept': {
    summary: 'set_topic refuses a topic that is not a string and stores it all the same.',
    violates: ['TOPIC-07', 'MODEL-01'],
    spoil: refuseAndStore('set_topic'),
  },
  'bad-topic-500': {
    summary: 'set_topic answers 500 instead of 400.',
    violates: ['TOPIC-06', 'TOPIC-07', 'CONV-16'],
    spoil: changeStatus('set_topic', 400, 500),
  },
  'empty-topic-refused': {
    summary: 'set_topic refuses an empty topic.',
    violates: ['TOPIC-08'],
    spoil: checkFurther('topic', ({ topic }) => {
      if (topic === '') throw invalid('Empty.');
    }),
  },
  'empty-topic-is-none': {
    summary: 'GET topic does not find a topic that was set to the empty string.',
    violates: ['TOPIC-08'],
    spoil: onlyIn(
      ['get_topic'],
      changeView(({ slot }) => ({
        slot: (room, type, key) => {
          const event = slot(room, type, key);
          return event?.content['topic'] === '' ? undefined : event;
        },
      })),
    ),
  },
  'empty-topic-changes-nothing': {
    summary: 'GET topic answers the old topic after it was set to the empty string.',
    violates: ['TOPIC-08', 'TOPIC-10'],
    spoil: onlyIn(
      ['get_topic'],
      changeView(() => ({
        slot: (room, type, key) =>
          room.events.findLast(
            (event) =>
              event.type === type && event.stateKey === key && event.content['topic'] !== '',
          ),
      })),
    ),
  },
  ...perRow(
    [
      ['members', 'Any member', 'join'],
      ['strangers', 'A stranger', 'none'],
      ['leavers', 'A user who left', 'leave'],
      ['banned', 'A banned user', 'ban'],
      ['invited', 'An invited user', 'invite'],
    ],
    ([id, who, membership]) => ({
      [`${id}-set-the-topic`]: {
        summary: `${who} may set the topic.`,
        violates: ['TOPIC-11'],
        spoil: letSetState('set_topic', membership),
      },
    }),
  ),
};
