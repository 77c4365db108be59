import { invalid } from '../errors.ts';
import { implied, type Fault } from './fault.ts';
import { asIf, checking, kept, keptAllTheSame, numberless, refusedWith } from './keeping.ts';
import { listed } from './listing.ts';
import { both, within } from './spoiling.ts';

/** What a topic may be, and what becomes of it. */
export const topicFaults: readonly Fault[] = [
  implied(
    'topics-under-a-key',
    'Events that set the topic have the key topic.',
    ['TOPIC-10'],
    listed((outward, { type }) =>
      type === 'm.room.topic' ? { ...outward, state_key: 'topic' } : outward,
    ),
  ),
  implied(
    'topic-not-needed',
    'set_topic takes a body without a topic.',
    ['TOPIC-07'],
    asIf('topic', (content) => ({ topic: '', ...content })),
  ),
  implied(
    'topic-may-be-anything',
    'A topic may be of any type.',
    ['TOPIC-07', 'MODEL-01'],
    asIf('topic', (content) => ('topic' in content ? { topic: '' } : content)),
  ),
  implied(
    'topic-number-becomes-text',
    'A number is taken for a topic and kept as a string.',
    ['TOPIC-07', 'MODEL-01'],
    both(
      asIf('topic', (content) => ({ ...content, topic: numberless(content['topic']) })),
      kept(['set_topic'], (content) => ({ ...content, topic: String(content['topic']) })),
    ),
  ),
  implied(
    'bad-topic-kept',
    'A topic that is no string is refused and kept all the same.',
    ['TOPIC-07', 'MODEL-01'],
    keptAllTheSame('set_topic'),
  ),
  implied(
    'bad-topic-500',
    'A body without topic makes the server fail.',
    ['TOPIC-07'],
    refusedWith('set_topic', 500),
  ),
  implied(
    'empty-topic-refused',
    'A topic cannot be empty.',
    ['TOPIC-08'],
    checking('topic', (content, right) => {
      right(content);
      if (content['topic'] === '') throw invalid('Empty.');
    }),
  ),
  implied(
    'empty-topic-is-none',
    'A topic that was emptied is not found.',
    ['TOPIC-08'],
    within(['get_topic'], (right) => ({
      view: {
        ...right.view,
        slot: (room, type, key) => {
          const event = right.view.slot(room, type, key);
          return event?.content['topic'] === '' ? undefined : event;
        },
      },
    })),
  ),
  implied(
    'empty-topic-changes-nothing',
    'Emptying the topic leaves it as it was.',
    ['TOPIC-08', 'TOPIC-10'],
    within(['get_topic'], (right) => ({
      view: {
        ...right.view,
        slot: (room, type, key) =>
          room.events.findLast(
            (event) =>
              event.type === type && event.stateKey === key && event.content['topic'] !== '',
          ),
      },
    })),
  ),
];
