import type { JsonObject } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import { invalid } from '../../errors.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import { before, storeAs } from '../vocabulary/index.ts';

/** Every string of a stored content is changed, at any depth. */
const changeStrings = (change: (text: string) => string): Spoil => {
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(deep);
    return isObject(value) ? inObject(value) : value;
  };
  const inObject = (given: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, deep(inner)]));
  return storeAs('all', ({ type, content }) => ({
    content: type === 'm.room.member' ? content : inObject(content),
  }));
};

/** Changes of text that a client sent. */
const changes: readonly (readonly [
  id: string,
  summary: string,
  change: (text: string) => string,
])[] = [
  [
    'bodies-read-as-latin-1',
    'Bodies are read as Latin-1.',
    (text) => Buffer.from(text, 'utf8').toString('latin1'),
  ],
  [
    'non-ascii-becomes-question-marks',
    'Characters outside ASCII become question marks.',
    (text) => text.replaceAll(/[^\p{ASCII}]/gu, '?'),
  ],
  [
    'non-ascii-dropped',
    'Characters outside ASCII are dropped.',
    (text) => text.replaceAll(/[^\p{ASCII}]/gu, ''),
  ],
  [
    'astral-characters-broken',
    'Characters beyond U+FFFF become replacement characters.',
    (text) => text.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '\uFFFD'),
  ],
  ['text-normalized', 'Text is normalized to NFKC.', (text) => text.normalize('NFKC')],
  [
    'accents-dropped',
    'Accents are dropped.',
    (text) => text.normalize('NFD').replaceAll(/\p{Mn}/gu, ''),
  ],
  [
    'text-escaped-twice',
    'Characters outside ASCII come back as escape sequences like \\u00e9.',
    (text) =>
      text.replaceAll(
        /[^\p{ASCII}]/gu,
        (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16)}`,
      ),
  ],
  [
    'topics-cut-to-bytes',
    'Text is cut to as many bytes as it has characters.',
    (text) => Buffer.from(text).subarray(0, text.length).toString(),
  ],
];

/** How text is encoded in bodies. */
export const encodingFaults: Faults = {
  ...perRow(changes, ([id, summary, change]) => ({
    [id]: { summary, violates: ['CONV-16'], spoil: changeStrings(change) },
  })),
  'answers-in-latin-1': {
    summary: 'Answers are written in Latin-1.',
    violates: ['CONV-16', 'META-05'],
    spoil: ({ wire }) => ({
      wire: (answer) => {
        const right = wire(answer);
        return { ...right, body: Buffer.from(Buffer.from(right.body).toString('utf8'), 'latin1') };
      },
    }),
  },
  'non-ascii-refused': {
    summary: 'A body with characters outside ASCII is refused.',
    violates: ['CONV-16'],
    spoil: before(
      ['send_message', 'set_topic', 'send_non_state_event', 'send_state_event', 'create_room'],
      ({ request }) => {
        if (/[^\p{ASCII}]/u.test(request.body.toString())) throw invalid('ASCII, please.');
      },
    ),
  },
};
