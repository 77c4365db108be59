import { at } from '../../../harness/world/answers.ts';
import { type WayName, wayNames } from '../../../harness/model/dialect.ts';

export const cast = ['alice', 'bob', 'carol'] as const;
export type Name = (typeof cast)[number];
export type RoomNumber = 1 | 2;

/** Walks that are under way while others write, by the colour of their bookmark. */
export const books = ['red', 'blue'] as const;
export type Book = (typeof books)[number];

export const kinds = ['message', 'event', 'topic', 'state'] as const;
export type Kind = (typeof kinds)[number];

/** What messages say. Sent again and again they are equal, and still events of their own. */
export const texts = ['Tea', 'Grüße', '日本語 ☕🍰', '', 'a\n"b"\\c/%2F'] as const;

/** How a walk is made; a limit that the way cannot move on with is raised. */
export interface Manner {
  readonly room: RoomNumber;
  readonly who: Name;
  readonly way: WayName;
  readonly limit: number;
}

export type Step =
  | { readonly do: 'create'; readonly room: RoomNumber }
  | { readonly do: 'bring'; readonly room: RoomNumber; readonly who: Name }
  | Send
  | { readonly do: 'refused'; readonly room: RoomNumber; readonly who: Name }
  | ({ readonly do: 'walk' } & Manner)
  | ({ readonly do: 'open'; readonly book: Book } & Manner)
  | { readonly do: 'turn'; readonly book: Book; readonly times: number }
  | { readonly do: 'again' | 'bound'; readonly book: Book }
  | Asking;

/** What is asked for with a limit, and not walked through. */
export interface Asking {
  readonly do: 'sync' | 'members';
  readonly room: RoomNumber;
  readonly who: Name;
  readonly limit: number;
}

export interface Send {
  readonly do: 'send';
  readonly room: RoomNumber;
  readonly who: Name;
  readonly kind: Kind;
  readonly text: number;
  readonly times: number;
}

/** A step from a file; null where it is none. */
export function readStep(value: unknown): Step | null {
  const among = <T>(list: readonly T[], key: string): T | undefined =>
    list.find((item) => item === at(value, key));
  const count = (key: string): number | undefined => {
    const number = at(value, key);
    return typeof number === 'number' && Number.isInteger(number) && number >= 0
      ? number
      : undefined;
  };
  const [room, who] = [among([1, 2] as const, 'room'), among(cast, 'who')];
  const [book, way, kind] = [among(books, 'book'), among(wayNames, 'way'), among(kinds, 'kind')];
  const [limit, times, text] = [count('limit'), count('times'), count('text')];
  const word = at(value, 'do');
  if (word === 'again' || word === 'bound') return book === undefined ? null : { do: word, book };
  if (word === 'turn')
    return book === undefined || times === undefined ? null : { do: word, book, times };
  if (room === undefined) return null;
  if (word === 'create') return { do: word, room };
  if (who === undefined) return null;
  switch (word) {
    case 'bring':
    case 'refused':
      return { do: word, room, who };
    case 'send':
      return kind === undefined || text === undefined || times === undefined
        ? null
        : { do: word, room, who, kind, text, times };
    case 'sync':
    case 'members':
      return limit === undefined ? null : { do: word, room, who, limit };
    case 'walk':
      return limit === undefined || way === undefined ? null : { do: word, room, who, way, limit };
    case 'open':
      return limit === undefined || way === undefined || book === undefined
        ? null
        : { do: word, book, room, who, way, limit };
    default:
      return null;
  }
}

const wayWords: Readonly<Record<WayName, string>> = {
  plain: 'without a direction',
  back: 'back',
  forth: 'forth',
};

const kindWords: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  message: ['a message', 'messages'],
  event: ['an event of its own type', 'events of its own type'],
  topic: ['a topic', 'topics'],
  state: ['a piece of state', 'pieces of state'],
};

/** A step as a sentence. */
export function sentenceOf(step: Step): string {
  switch (step.do) {
    case 'create':
      return `alice creates room ${step.room}`;
    case 'bring':
      return `alice invites ${step.who} into room ${step.room}, who joins`;
    case 'send': {
      const [one, many] = kindWords[step.kind];
      const text = step.kind === 'message' ? ` "${texts[step.text % texts.length]}"` : '';
      const what = step.times === 1 ? one : `${step.times} ${many}`;
      return `${step.who} sends ${what}${text} into room ${step.room}`;
    }
    case 'refused':
      return `${step.who}, who is not in room ${step.room}, sends a message into it`;
    case 'walk':
      return `${step.who} walks through room ${step.room} ${wayWords[step.way]}, on pages of ${step.limit}`;
    case 'open':
      return (
        `${step.who} begins to walk through room ${step.room} ${wayWords[step.way]}, on pages of ` +
        `${step.limit}, with a ${step.book} bookmark`
      );
    case 'turn':
      return `who has the ${step.book} bookmark turns ${step.times === 1 ? 'the page' : `${step.times} pages`}`;
    case 'again':
      return `who has the ${step.book} bookmark reads the same page again`;
    case 'bound':
      return `who has the ${step.book} bookmark reads from its first to its last token`;
    case 'sync':
      return `${step.who} asks for the newest ${step.limit} messages of room ${step.room} by initialSync`;
    case 'members':
      return `${step.who} lists the members of room ${step.room}, ${step.limit} a page`;
  }
}
