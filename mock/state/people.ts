import { ApiError, type Homeserver } from '../../reference-server/index.ts';
import { didYouMeanName, quoted } from '../documents/index.ts';
import type { StateDocument } from './document.ts';
import { localpartOf, userIdOf } from './names.ts';
import type { Content, Report } from './plan.ts';

/** Who can be named in a document: its own users, and those whom the server has. */
export interface People {
  /** The id of a user who is named; null, and a note, where nobody has the name. */
  readonly idOf: (reference: string, pointer: string, at?: 'key') => string | null;
  /** What a user is called in a sentence. */
  readonly called: (userId: string) => string;
  /** What a member event shows of a user. */
  readonly profileOf: (userId: string) => Content;
}

/** The people of a document that is about to populate a server. */
export function createPeople(
  { parts, world }: Homeserver,
  { users = {} }: StateDocument,
  report: Report,
): People {
  const { domain, accounts, profiles } = world;
  const listed = new Map(Object.entries(users));
  const names = function* (): Iterable<string> {
    yield* listed.keys();
    for (const userId of accounts.secrets.keys()) yield localpartOf(domain, userId);
  };
  return {
    idOf(reference, pointer, at) {
      if (reference.startsWith('@')) {
        const problem = refusalOf(() => parts.validate.userId(reference));
        if (problem === null) return reference;
        report(pointer, `${quoted(reference)} is not a user id; write @name:server`, at);
        return null;
      }
      const userId = userIdOf(domain, reference);
      if (listed.has(reference) || accounts.secrets.has(userId)) return userId;
      const hint = (): string => didYouMeanName(reference, names()) || '; add it to users';
      report(pointer, `unknown user ${quoted(reference)}`, at, hint);
      return null;
    },
    called: (userId) => quoted(localpartOf(domain, userId)),
    profileOf(userId) {
      const user = listed.get(localpartOf(domain, userId));
      return user === undefined ? { ...profiles.get(userId) } : shownOf(user ?? {});
    },
  };
}

/** The display name and the avatar of a user; what is not given is not there. */
export const shownOf = ({
  displayname,
  avatar_url,
}: {
  readonly displayname?: string;
  readonly avatar_url?: string;
}): { readonly displayname?: string; readonly avatar_url?: string } => ({
  ...(displayname === undefined ? {} : { displayname }),
  ...(avatar_url === undefined ? {} : { avatar_url }),
});

/** Why the server refuses something; null where it does not. */
export function refusalOf(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
