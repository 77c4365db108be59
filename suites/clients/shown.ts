import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import type { Stage } from '../../clients/stage/stage.ts';

/** The texts of the messages that a client shows, in its order. */
export const textsOf = ({ messages }: JsonObject): readonly unknown[] =>
  isArray(messages) ? messages.filter(isObject).map(({ text }) => text) : [];

/** The members that a client shows: memberships by user id. */
export const membersOf = ({ members }: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    isArray(members)
      ? members
          .filter(isObject)
          .map(({ userId, membership }) => [String(userId), String(membership)])
      : [],
  );

/** Whether a list of members that is shown is right: a client may leave out who is not in the room. */
export const areMembers = (
  shown: Readonly<Record<string, string>>,
  there: Readonly<Record<string, string>>,
): boolean =>
  Object.entries(shown).every(([userId, membership]) => there[userId] === membership) &&
  Object.entries(there).every(([userId, membership]) => membership !== 'join' || userId in shown);

/** The user id of a user of the scenario. */
export const idOf = ({ world }: Pick<Stage, 'world'>, user: string): string =>
  world.users[user]?.userId ?? '';

/** The part of every id of the scenario after its first colon. */
export const domainOf = (stage: Pick<Stage, 'world'>): string =>
  idOf(stage, 'alice').replace(/^[^:]*:/, '');
