import { randomBytes } from 'node:crypto';
import { referenceParts } from '../reference-parts.ts';
import { type Variant, withParts } from './variant.ts';

const letters = (count: number): string =>
  [...randomBytes(count)].map((byte) => String.fromCodePoint(97 + (byte % 26))).join('');

/** Identifiers and tokens are opaque beyond their first character. */
export const identifierVariants: readonly Variant[] = [
  {
    id: 'domain-with-port',
    summary: 'Ids have two colons, for the server is named with its port.',
    options: () => ({ domain: 'localhost:8448' }),
  },
  withParts(
    'room-ids-without-domain',
    'Room ids have no domain.',
    ({ ids }) => ({ ids: { ...ids, room: () => `!${letters(24)}` } }),
    referenceParts,
  ),
  withParts(
    'event-ids-of-2014',
    'Event ids are ten letters, without a sigil.',
    ({ ids }) => ({ ids: { ...ids, event: () => letters(10) } }),
    referenceParts,
  ),
  withParts(
    'odd-access-tokens',
    'Access tokens hold characters that must be percent-encoded.',
    ({ accounts }) => ({
      accounts: {
        ...accounts,
        issueToken: (all, userId) => {
          const token = `a/b+c=d&e%20${letters(12)}==`;
          all.callers.set(token, { userId, token });
          return token;
        },
      },
    }),
    referenceParts,
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
    referenceParts,
  ),
];
