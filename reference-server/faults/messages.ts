import type { JsonObject } from '../domain/event.ts';
import { badJson, invalid } from '../errors.ts';
import { implied, type Fault } from './fault.ts';
import {
  asIf,
  checking,
  kept,
  keptAllTheSame,
  known,
  mapped,
  numberless,
  refusedWith,
} from './keeping.ts';
import { both, housing } from './spoiling.ts';

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
  ),
  implied(
    'msgtypes-listed',
    'Only the msgtypes of the specification are taken.',
    ['MSG-13'],
    checking('message', (content, right) => {
      right(content);
      if (!known.has(content['msgtype'])) throw invalid('Unknown msgtype.');
    }),
  ),
  implied(
    'msgtypes-of-ones-own-become-text',
    'A msgtype nobody knows becomes m.text.',
    ['MSG-13', 'MSG-03'],
    kept(['send_message'], (content) =>
      known.has(content['msgtype']) ? content : { ...content, msgtype: 'm.text' },
    ),
  ),
  implied(
    'further-keys-dropped',
    'Of a message only msgtype and body are kept.',
    ['MODEL-03', 'MSG-03'],
    kept(['send_message'], ({ msgtype, body }) => ({
      msgtype,
      ...(body === undefined ? {} : { body }),
    })),
  ),
  implied(
    'message-body-dropped',
    'Of a message only the msgtype is kept.',
    ['MSG-03', 'MODEL-03'],
    kept(['send_message'], ({ msgtype }) => ({ msgtype })),
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
  ),
  implied(
    'message-trimmed',
    'White space around what is said is cut off.',
    ['MSG-03'],
    kept(
      ['send_message', 'send_non_state_event'],
      mapped((value) => (typeof value === 'string' ? value.trim() : value)),
    ),
  ),
  implied(
    'bad-message-kept',
    'A message without msgtype is refused and kept all the same.',
    ['MSG-10', 'MODEL-02'],
    keptAllTheSame('send_message'),
  ),
  implied(
    'bad-message-403',
    'A message without msgtype is forbidden.',
    ['MSG-10'],
    refusedWith('send_message', 403),
  ),
];
