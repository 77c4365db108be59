import { type Parts, referenceParts } from '../../reference-server/index.ts';
import type { Random } from './random.ts';

/** When the clock of a world with a seed begins: the days of the declaration. Milliseconds since 1970. */
const beginning = Date.UTC(2014, 8, 1);

/**
 * The parts of a server whose ids, tokens and times a seed decides. Its clock goes on by a second each time it is read,
 * which is once for each event.
 */
export function seededParts(random: Random): Parts {
  let now = beginning;
  const { opaque } = random;
  return {
    ...referenceParts,
    clock: () => (now += 1000),
    ids: { opaque, room: (domain) => `!${opaque()}:${domain}`, event: () => `$${opaque()}` },
    accounts: {
      ...referenceParts.accounts,
      issueToken: (accounts, userId) => {
        const token = opaque();
        accounts.callers.set(token, { userId, token });
        return token;
      },
    },
  };
}
