import type { Homeserver } from '../../reference-server/index.ts';
import { below, quoted } from '../documents/index.ts';
import type { Claims } from './claims.ts';
import type { StateDocument } from './document.ts';
import { userIdOf } from './names.ts';
import { refusalOf, shownOf } from './people.ts';
import type { PlannedUser, Report } from './plan.ts';

/** Plans the users of a document. */
export function planUsers(
  { parts, world }: Homeserver,
  { users = {} }: StateDocument,
  claims: Claims,
  report: Report,
): readonly PlannedUser[] {
  return Object.entries(users).map(([name, given]) => {
    const { id, password, token, tokens, ...shown } = given ?? {};
    const pointer = below('/users', name);
    const userId = userIdOf(world.domain, name);
    if (world.accounts.secrets.has(userId)) {
      report(pointer, `the user ${quoted(name)} is on this server already`, 'key');
    } else if (refusalOf(() => parts.validate.userId(userId)) !== null) {
      report(pointer, `the name ${quoted(name)} is too long for a user`, 'key');
    }
    if (id !== undefined && id !== userId) {
      const message = `the id of ${quoted(name)} is ${quoted(userId)} on this server; leave it out`;
      report(`${pointer}/id`, message);
    }
    if (token !== undefined && tokens !== undefined) {
      report(
        `${pointer}/token`,
        '"token" and "tokens" exclude each other; write tokens alone',
        'key',
      );
    }
    const owner = `the user ${quoted(name)}`;
    if (token !== undefined) claims.token(token, owner, `${pointer}/token`);
    for (const [index, one] of (tokens ?? []).entries()) {
      claims.token(one, owner, `${pointer}/tokens/${index}`);
    }
    return {
      name,
      password: password ?? null,
      tokens: token === undefined ? (tokens ?? []) : [token],
      profile: shownOf(shown),
    };
  });
}
