import type { Names } from '../state/index.ts';

/** The name of a user in the state document, else the localpart; null for nobody. */
export function nameOfUser(user: string | null, { users }: Pick<Names, 'users'>): string | null {
  if (user === null) return null;
  const named = Object.entries(users).find(([, { userId }]) => userId === user);
  return named?.[0] ?? user.slice(1).split(':')[0] ?? user;
}
