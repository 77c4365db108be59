import type { User } from '../../../harness/judge/user.ts';

/** A user who has no account. Known servers let such users be invited and banned; nothing says that they must. */
export const strangerOf = (user: User, localpart: string): string =>
  `@${localpart}${user.id.slice(user.id.indexOf(':'))}`;

/** Why a case that needs them has nothing to judge. */
export const noStrangers = 'this target lets only users with an account be invited';
