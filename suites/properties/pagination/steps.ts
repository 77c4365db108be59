import {
  among,
  between,
  defineSteps,
  type StepOf,
  type WayName,
  wayNames,
} from '../../../harness/model/index.ts';
import { roomNumber } from '../shared/rooms.ts';

export const names = ['alice', 'bob', 'carol'] as const;
export type Name = (typeof names)[number];

/** What messages say. Equal messages are still events of their own. */
export const texts = ['Tea', 'Grüße', '日本語 ☕🍰', '', 'a\n"b"\\c/%2F'] as const;

const who = among(...names);
const guest = among('bob', 'carol');
const room = roomNumber;
/** The bookmark of a walk that is left and taken up again while others write. */
const book = among('red', 'blue');
/** How a walk is made. A limit too small for the target to move on with is raised. */
const walk = { room, who, way: among(...wayNames), limit: between(1, 100) };

export const steps = defineSteps({
  create: { room },
  bring: { room, who: guest },
  send: {
    room,
    who,
    kind: among('message', 'event', 'topic', 'state'),
    text: between(0, texts.length - 1),
    times: between(1, 300),
  },
  refused: { room, who: guest },
  walk,
  open: { book, ...walk },
  turn: { book, times: between(1, 2) },
  again: { book },
  bound: { book },
  sync: { room, who, limit: between(1, 100) },
  members: { room, who, limit: between(1, 100) },
});
export type Step = StepOf<typeof steps>;
type Kind<Do extends Step['do']> = Extract<Step, { do: Do }>;
export type Send = Kind<'send'>;
export type Bookmark = Kind<'open'>['book'];
/** A request for one list, which is not walked through. */
export type ListRequest = Kind<'sync' | 'members'>;

const wayWords: Readonly<Record<WayName, string>> = {
  plain: 'without a direction',
  back: 'backwards',
  forth: 'forwards',
};

const kindWords: Readonly<Record<Send['kind'], readonly [one: string, many: string]>> = {
  message: ['a message', 'messages'],
  event: ['an event of its own type', 'events of its own type'],
  topic: ['a topic', 'topics'],
  state: ['a state event', 'state events'],
};

/** A step as a sentence. */
export function sentenceOf(step: Step): string {
  switch (step.do) {
    case 'create':
      return `alice creates room ${step.room}`;
    case 'bring':
      return `alice invites ${step.who} to room ${step.room}, and ${step.who} joins`;
    case 'send': {
      const [one, many] = kindWords[step.kind];
      const text = step.kind === 'message' ? ` "${texts[step.text] ?? ''}"` : '';
      const what = step.times === 1 ? one : `${step.times} ${many}`;
      return `${step.who} sends ${what}${text} to room ${step.room}`;
    }
    case 'refused':
      return `${step.who}, who is not in room ${step.room}, sends a message to it`;
    case 'walk':
      return `${step.who} reads all pages of room ${step.room} ${wayWords[step.way]}, with limit ${step.limit}`;
    case 'open': {
      const { room: of, way, limit, book: colour } = step;
      const how = `${wayWords[way]}, with limit ${limit}`;
      return `${step.who} reads the first page of room ${of} ${how}, and leaves a ${colour} bookmark`;
    }
    case 'turn':
      return `the reader with the ${step.book} bookmark reads the next ${step.times === 1 ? 'page' : `${step.times} pages`}`;
    case 'again':
      return `the reader with the ${step.book} bookmark reads the same page again`;
    case 'bound':
      return `the reader with the ${step.book} bookmark reads from its first to its last token`;
    case 'sync':
      return `${step.who} reads the newest ${step.limit} messages of room ${step.room} by initialSync`;
    case 'members':
      return `${step.who} lists the members of room ${step.room}, with limit ${step.limit}`;
  }
}
