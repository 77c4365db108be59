import { type Variant, withParts } from './variant.ts';

/** The first letters of an opaque text, whose hexadecimal digits become letters. */
const letters = (opaque: string, count: number): string =>
  opaque
    .replaceAll('-', '')
    .slice(0, count)
    .replaceAll(/[0-9a-f]/g, (digit) => String.fromCodePoint(97 + Number.parseInt(digit, 16)));

/** Identifiers and tokens are opaque beyond their first character. */
export const identifierVariants: readonly Variant[] = [
  {
    id: 'domain-with-port',
    summary: 'Ids have two colons, for the server is named with its port.',
    change: () => ({}),
    domain: 'localhost:8448',
  },
  withParts('room-ids-without-domain', 'Room ids have no domain.', ({ ids }) => ({
    ids: { ...ids, room: () => `!${letters(ids.opaque(), 24)}` },
  })),
  withParts('event-ids-of-2014', 'Event ids are ten letters, without a sigil.', ({ ids }) => ({
    ids: { ...ids, event: () => letters(ids.opaque(), 10) },
  })),
  withParts('counted-ids', 'Rooms and events are numbered, from one.', ({ ids }) => {
    let [rooms, events] = [0, 0];
    const room = (domain: string): string => `!${(rooms += 1)}:${domain}`;
    return { ids: { ...ids, room, event: () => `$${(events += 1)}` } };
  }),
  withParts(
    'odd-access-tokens',
    'Access tokens hold characters that must be percent-encoded.',
    ({ accounts, ids }) => ({
      accounts: {
        ...accounts,
        issueToken: (all, userId) => {
          const token = `a/b+c=d&e%20${letters(ids.opaque(), 12)}==`;
          all.callers.set(token, { userId, token });
          return token;
        },
      },
    }),
  ),
  withParts(
    'odd-page-tokens',
    'Page tokens hold characters that must be percent-encoded.',
    ({ tokens }) => ({
      tokens: {
        write: (room, position) => `p/+=&%25 ${tokens.write(room, position)}==`,
        read: (room, token) =>
          tokens.read(room, token.replace(/^p\/\+=&%25 /, '').replace(/==$/, '')),
      },
    }),
  ),
];
