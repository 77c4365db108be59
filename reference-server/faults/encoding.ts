import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { invalid } from '../errors.ts';
import type { WireAnswer } from '../parts.ts';
import { convention, type Fault, type Spoil } from './fault.ts';
import { before, housing } from './spoiling.ts';

/** Every string of what is kept, changed. */
const kept = (change: (text: string) => string): Spoil => {
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(deep);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner)]));
  };
  const content = (given: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, deep(inner)]));
  return housing(({ append }) => ({
    append: (context, room, draft) =>
      append(
        context,
        room,
        draft.type === 'm.room.member' ? draft : { ...draft, content: content(draft.content) },
      ),
  }));
};

const encoded =
  (change: (body: Buffer) => Buffer): Spoil =>
  ({ wire }) => ({
    wire: (answer): WireAnswer => {
      const right = wire(answer);
      return { ...right, body: change(Buffer.from(right.body)) };
    },
  });
/** How text travels in bodies. */
export const encodingFaults: readonly Fault[] = [
  convention(
    'bodies-read-as-latin-1',
    'Bodies are read as Latin-1.',
    ['CONV-16'],
    kept((text) => Buffer.from(text, 'utf8').toString('latin1')),
  ),
  convention(
    'non-ascii-becomes-question-marks',
    'What is no ASCII becomes a question mark.',
    ['CONV-16'],
    kept((text) => text.replaceAll(/[^\p{ASCII}]/gu, '?')),
  ),
  convention(
    'non-ascii-dropped',
    'What is no ASCII is dropped.',
    ['CONV-16'],
    kept((text) => text.replaceAll(/[^\p{ASCII}]/gu, '')),
  ),
  convention(
    'astral-characters-broken',
    'Characters beyond the first 65,536 become replacement characters.',
    ['CONV-16'],
    kept((text) => text.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '\uFFFD')),
  ),
  convention(
    'text-normalized',
    'Text is normalized.',
    ['CONV-16'],
    kept((text) => text.normalize('NFKC')),
  ),
  convention(
    'accents-dropped',
    'Accents are dropped.',
    ['CONV-16'],
    kept((text) => text.normalize('NFD').replaceAll(/\p{Mn}/gu, '')),
  ),
  convention(
    'text-escaped-twice',
    'What is no ASCII comes back as a backslash, u and a number.',
    ['CONV-16'],
    kept((text) =>
      text.replaceAll(
        /[^\p{ASCII}]/gu,
        (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16)}`,
      ),
    ),
  ),
  convention(
    'answers-in-latin-1',
    'Answers are written in Latin-1.',
    ['CONV-16', 'META-05'],
    encoded((body) => Buffer.from(body.toString('utf8'), 'latin1')),
  ),
  convention(
    'non-ascii-refused',
    'A body that is no ASCII is refused.',
    ['CONV-16'],
    before(
      ['send_message', 'set_topic', 'send_non_state_event', 'send_state_event', 'create_room'],
      ({ request }) => {
        if (/[^\p{ASCII}]/u.test(request.body.toString())) throw invalid('ASCII, please.');
      },
    ),
  ),
  convention(
    'topics-cut-to-bytes',
    'A topic is cut to as many bytes as it has characters.',
    ['CONV-16'],
    kept((text) => Buffer.from(text).subarray(0, text.length).toString()),
  ),
];
