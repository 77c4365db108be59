import { isObject, type JsonObject } from '../../../harness/document/json.ts';
import { handlers, membersOf, text } from '../../reference/handlers.ts';
import { ApiProblem } from '../../reference/parts.ts';
import { events, walking } from '../spoil.ts';
import type { WrongClient } from '../changed-client.ts';

/** Clients that show something else than the server has. */
export const wrongUnderstanding: Readonly<Record<string, WrongClient>> = {
  'needs-an-object-of-void': {
    summary: 'It takes a success without an object for an error.',
    violates: ['CLIENT-13'],
    change: ({ demandSuccess }) => ({
      demandSuccess: (incoming) => {
        demandSuccess(incoming);
        if (!isObject(incoming.json) && !Array.isArray(incoming.json))
          throw new ApiProblem(incoming.status, null, 'no object');
      },
    }),
  },
  'knows-all-keys': {
    summary: 'It does not understand events with further keys.',
    violates: ['CLIENT-14'],
    change: events((event, raw) => (isObject(raw) && 'x_extra' in raw ? null : event)),
  },
  'first-page-alone': {
    summary: 'It shows the newest page of a history alone.',
    violates: ['CLIENT-24'],
    change: walking(async (page) => (await page(null)).events.toReversed()),
  },
  'stops-at-a-short-page': {
    summary:
      'It takes a page that is shorter than asked for the last one, after the first forty events.',
    violates: ['CLIENT-24'],
    change: walking(async (page) => {
      const { events: newest, end } = await page(null);
      const older = end === null ? [] : (await page(end)).events;
      return [...newest, ...older].toReversed();
    }),
  },
  'event-ids-have-a-sigil': {
    summary: 'It takes an event whose id does not begin with $ for none.',
    violates: ['CLIENT-17'],
    change: events((event) => (event.eventId.startsWith('$') ? event : null)),
  },
  'room-ids-have-a-domain': {
    summary: 'It does not take a room id without a domain.',
    violates: ['CLIENT-17'],
    change: ({ encode }) => ({
      encode: (value) => {
        if (value.startsWith('!') && !value.includes(':'))
          throw new ApiProblem(0, null, 'not a room id');
        return encode(value);
      },
    }),
  },
  'newest-first': {
    summary: 'It shows a history newest first.',
    violates: ['CLIENT-24'],
    change: ({ walk }) => ({ walk: async (page) => (await walk(page)).toReversed() }),
  },
  'trims-text': {
    summary: 'It cuts white space off the ends of texts.',
    violates: ['CLIENT-25'],
    change: ({ bodyOf }) => ({
      bodyOf: (right) =>
        bodyOf(
          typeof right['body'] === 'string' ? { ...right, body: right['body'].trim() } : right,
        ),
    }),
  },
  'shows-ascii': {
    summary: 'It shows question marks for what is not ASCII.',
    violates: ['CLIENT-25'],
    change: events((event) => {
      const { body } = event.content;
      const shown = typeof body === 'string' ? body.replaceAll(/[^\0-\x7f]/g, '?') : body;
      return { ...event, content: { ...event.content, body: shown } };
    }),
  },
  'joins-ids-alone': {
    summary: 'It takes the sigil off an alias that it joins by.',
    violates: ['CLIENT-26'],
    change: ({ encode }) => ({ encode: (value) => encode(value.replace(/^#/, '')) }),
  },
  'void-must-be-json': {
    summary: 'It takes a success without a body for an error.',
    violates: ['CLIENT-13'],
    change: ({ demandSuccess }) => ({
      demandSuccess: (answer) => {
        demandSuccess(answer);
        if (answer.text === '') throw new ApiProblem(answer.status, null, 'Unexpected end of JSON');
      },
    }),
  },
  'rooms-with-one-key': {
    summary: 'It does not understand a created room whose answer has further keys.',
    violates: ['CLIENT-14'],
    change: ({ objectOf }) => ({
      objectOf: (answer) => {
        const made = objectOf(answer);
        const isStrange =
          'room_id' in made && Object.keys(made).some((key) => !key.startsWith('room_'));
        if (isStrange && !('membership' in made))
          throw new ApiProblem(answer.status, null, 'unknown key');
        return made;
      },
    }),
  },
  'user-ids-end-at-a-colon': {
    summary: 'It cuts off what follows the second colon of a user id.',
    violates: ['CLIENT-17'],
    change: ({ encode }) => ({
      encode: (value) => encode(value.replace(/^(@[^:]*:[^:]*):.*$/, '$1')),
    }),
  },
  'caches-members-for-ever': {
    summary: 'It reads the members of a room once.',
    violates: ['CLIENT-24'],
    change: ({ instead }) => {
      const known = new Map<string, JsonObject>();
      return {
        instead: {
          ...instead,
          read_members: async (act, args) => {
            const room = text(args, 'roomId');
            const shown = known.get(room) ?? { members: await membersOf(act, args) };
            known.set(room, shown);
            return shown;
          },
        },
      };
    },
  },
  'shows-who-joined-alone': {
    summary: 'It shows the members who have joined and calls them all.',
    violates: ['CLIENT-24'],
    change: ({ instead }) => ({
      instead: {
        ...instead,
        get_membership: async (act, args) => {
          const all = await membersOf(act, args);
          const found = all.find(({ userId }) => userId === args['userId']);
          return { membership: found?.['membership'] === 'join' ? 'join' : 'leave' };
        },
      },
    }),
  },
  'composes-characters': {
    summary: 'It composes characters that were sent apart.',
    violates: ['CLIENT-25'],
    change: ({ bodyOf }) => ({
      bodyOf: (right) =>
        bodyOf(
          typeof right['body'] === 'string'
            ? { ...right, body: right['body'].normalize('NFC') }
            : right,
        ),
    }),
  },
  'cuts-long-text': {
    summary: 'It cuts texts after four thousand characters.',
    violates: ['CLIENT-25'],
    change: ({ bodyOf }) => ({
      bodyOf: (right) =>
        bodyOf(
          typeof right['body'] === 'string'
            ? { ...right, body: right['body'].slice(0, 4000) }
            : right,
        ),
    }),
  },
  'joins-aliases-alone': {
    summary: 'It does not take a room id for something that can be joined.',
    violates: ['CLIENT-26'],
    change: ({ instead }) => ({
      instead: {
        ...instead,
        join: (act, args) => {
          if (!text(args, 'room').startsWith('#')) throw new ApiProblem(0, null, 'not an alias');
          return handlers.join(act, args);
        },
      },
    }),
  },
};
