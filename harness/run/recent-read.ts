import type { User } from '../judge/user.ts';
import { newestEvents, type RoomReading } from '../judge/unchanged.ts';
import type { Nickname } from '../document/ids.ts';
import type { Recorded } from '../world/create-user.ts';

const readers: Readonly<Record<RoomReading, Nickname>> = {
  whole: 'get_room_sync_data',
  state: 'get_state_events',
  members: 'get_members',
  messages: 'get_messages',
};

/** The query with which a view is read as a whole. */
const queries: Readonly<Record<RoomReading, string>> = {
  whole: `limit=${newestEvents}`,
  state: '',
  members: '',
  messages: `dir=b&limit=${newestEvents}`,
};

/**
 * The answer with which a user has read a view of a room, if nothing but reads was sent since.
 * @param rows the exchanges of the case; null for one that has no answer yet
 */
export function recentRead(
  rows: readonly (Recorded | null)[],
  { id }: Pick<User, 'id'>,
  roomId: string,
  view: RoomReading,
): { readonly json: unknown } | null {
  const lastWrite = rows.findLastIndex((row) => row?.exchange.request.method !== 'GET');
  const row = rows
    .slice(lastWrite + 1)
    .findLast(
      (one) =>
        one?.userId === id &&
        one.room === roomId &&
        one.operation === readers[view] &&
        one.token === 'own' &&
        queryOf(one) === queries[view],
    );
  const answer = row?.exchange.answer;
  if (answer?.kind !== 'answer' || answer.status !== 200) return null;
  return { json: answer.body.json.ok ? answer.body.json.value : undefined };
}

const queryOf = ({ exchange: { request } }: Recorded): string =>
  request.query
    .map((pair) => pair.join('='))
    .toSorted()
    .join('&');
