import { badJson, invalid } from '../errors.ts';
import type { JsonObject } from '../domain/event.ts';
import { implied, type Fault } from './fault.ts';
import { both, housing } from './spoiling.ts';
import {
  checking,
  asIf,
  known,
  kept,
  mapped,
  numberless,
  keptAllTheSame,
  refusedWith,
} from './keeping.ts';

/** What a message may say, and what becomes of it. */
export const messageFaults: readonly Fault[] = [
  implied(
    'msgtype-not-needed',
    'A message needs no msgtype.',
    ['MSG-10', 'MODEL-02'],
    asIf('message', (content) => ({ msgtype: 'm.text', ...content })),
  ),
  implied(
    'msgtype-may-be-anything',
    'msgtype may be of any type, if it is there.',
    ['MSG-11', 'MODEL-02'],
    checking('message', (content, right) =>
      right('msgtype' in content ? { msgtype: '' } : content),
    ),
    { follows: ['MODEL-30'], because: 'A message is listed with a msgtype that is no string.' },
  ),
  implied(
    'msgtype-number-taken',
    'msgtype may be a number, and is kept as a string.',
    ['MSG-11', 'MODEL-02'],
    both(
      asIf('message', (content) => ({ ...content, msgtype: numberless(content['msgtype']) })),
      kept(['send_message'], (content) => ({ ...content, msgtype: String(content['msgtype']) })),
    ),
  ),
  implied(
    'body-needed',
    'A message needs a body, whatever its msgtype.',
    ['MSG-12'],
    checking('message', (content, right) => {
      right(content);
      if (typeof content['body'] !== 'string') throw badJson('No body.');
    }),
    { follows: ['MSG-09'], because: 'A message without a body is an object with msgtype.' },
  ),
  implied(
    'msgtypes-listed',
    'Only the msgtypes of the specification are taken.',
    ['MSG-13'],
    checking('message', (content, right) => {
      right(content);
      if (!known.has(content['msgtype'])) throw invalid('Unknown msgtype.');
    }),
    { follows: ['MSG-12', 'MODEL-03'], because: 'A msgtype of one’s own isolates it.' },
  ),
  implied(
    'msgtypes-of-ones-own-become-text',
    'A msgtype nobody knows becomes m.text.',
    ['MSG-13', 'MSG-03'],
    kept(['send_message'], (content) =>
      known.has(content['msgtype']) ? content : { ...content, msgtype: 'm.text' },
    ),
    { follows: ['MODEL-03'], because: 'The message is not the one that was sent.' },
  ),
  implied(
    'further-keys-dropped',
    'Of a message only msgtype and body are kept.',
    ['MODEL-03', 'MSG-03'],
    kept(['send_message'], ({ msgtype, body }) => ({
      msgtype,
      ...(body === undefined ? {} : { body }),
    })),
    { follows: ['MSG-13', 'MODEL-23', 'MODEL-24'], because: 'What else was sent is gone.' },
  ),
  implied(
    'message-body-dropped',
    'Of a message only the msgtype is kept.',
    ['MSG-03', 'MODEL-03'],
    kept(['send_message'], ({ msgtype }) => ({ msgtype })),
    {
      follows: ['MSG-13', 'CONV-16', 'MSGS-03', 'MSGS-13', 'MSG-05', 'MSG-14'],
      because: 'What else was sent is gone.',
    },
  ),
  implied(
    'message-kept-as-sent-first',
    'Every message after the third has the content of the third.',
    ['MSG-03'],
    (right) => {
      const first = new Map<string, JsonObject>();
      return housing(({ append }) => ({
        append: (context, room, draft) => {
          if (draft.type !== 'm.room.message') return append(context, room, draft);
          const sent = room.events.filter(({ type }) => type === draft.type).length;
          if (sent === 2) first.set(room.id, draft.content);
          return append(context, room, { ...draft, content: first.get(room.id) ?? draft.content });
        },
      }))(right);
    },
    {
      follows: ['MODEL-03', 'MSGS-13', 'MSGS-12', 'MSGS-03', 'MSGS-08', 'SYNC-09'],
      because: 'What was said in a longer room cannot be found.',
    },
  ),
  implied(
    'message-in-markup',
    'What is said in messages is escaped for HTML.',
    ['MSG-03'],
    kept(
      ['send_message'],
      mapped((value) =>
        typeof value === 'string'
          ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
          : value,
      ),
    ),
    {
      follows: ['MODEL-03', 'CONV-16', 'META-07'],
      because: 'The message is not the one that was sent.',
    },
  ),
  implied(
    'message-trimmed',
    'White space around what is said is cut off.',
    ['MSG-03'],
    kept(
      ['send_message', 'send_non_state_event'],
      mapped((value) => (typeof value === 'string' ? value.trim() : value)),
    ),
    {
      follows: ['MODEL-03', 'CONV-16', 'SEND-10', 'SEND-03'],
      because: 'The message is not the one that was sent.',
    },
  ),
  implied(
    'bad-message-kept',
    'A message without msgtype is refused and kept all the same.',
    ['MSG-10', 'MODEL-02'],
    keptAllTheSame('send_message'),
    { follows: ['MSG-11', 'MODEL-30'], because: 'So is one with a msgtype that is no string.' },
  ),
  implied(
    'bad-message-403',
    'A message without msgtype is forbidden.',
    ['MSG-10'],
    refusedWith('send_message', 403),
    {
      follows: ['MSG-09', 'MSG-11', 'MODEL-02'],
      because: 'So is every other body that is no message.',
    },
  ),
];
