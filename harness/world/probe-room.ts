import { encodePart } from '../document/routes.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Nickname } from '../document/ids.ts';
import { isArray } from '../document/json.ts';
import { droppedPut, type Profile } from '../document/profile.ts';
import type { Answer, NoAnswer } from '../wire/exchange.ts';
import type { Account } from './accounts.ts';
import { at } from './answers.ts';
import {
  isUnknownEndpoint,
  observed,
  type Observation,
  textIn,
  unobserved,
  unservedBy,
} from './probe-findings.ts';
import type { Asker, Asking } from './probe-requests.ts';
import { inFormOf, sendsByPut } from './request-forms.ts';

/** What was found out in a room. */
export interface RoomFindings {
  readonly pageWithoutDir: Observation;
  readonly publicJoin: Observation;
  readonly aliasJoin: Observation;
  /** Whether GET state lists the state of the room. */
  readonly stateList: Observation;
  /** Milliseconds until a page showed a message that had been sent; 0 where the first one did, null if none did. */
  readonly lateness: number | null;
  /** Operations that are answered like paths which nobody has, and how. */
  readonly unserved: Readonly<Partial<Record<Nickname, string>>>;
  /** Operations that are served, while their PUT with a txnId is answered so. */
  readonly unservedPuts: Readonly<Partial<Record<Nickname, string>>>;
}

/** Why nothing was found out. */
export const nothingFound = (reason: string): RoomFindings => ({
  pageWithoutDir: unobserved(reason),
  publicJoin: unobserved(reason),
  aliasJoin: unobserved(reason),
  stateList: unobserved(reason),
  lateness: null,
  unserved: {},
  unservedPuts: {},
});

/** A public room with an alias that was asked for. */
export interface TriedRoom {
  /** The base path below which it was asked for. */
  readonly path: string;
  readonly localpart: string;
  /** The answer of createRoom. */
  readonly answer: Answer | NoAnswer;
}

/** Reads until a message has to show: a view that is later than that shows nothing. */
const mostReads = 5;

/**
 * Tries each operation once with a room, and leaves the room afterwards.
 * @param stranger null where the target gives only one user
 */
export async function probeRoom(
  asker: Asker,
  profile: Profile,
  { path, localpart, answer }: TriedRoom,
  owner: Account,
  stranger: Account | null,
): Promise<RoomFindings> {
  const unserved: Partial<Record<Nickname, string>> = {};
  const unservedPuts: Partial<Record<Nickname, string>> = {};
  const request = (
    method: Asking,
    below: string,
    by: Account,
    more: Parameters<Asker['ask']>[3],
  ) => {
    const form = inFormOf(profile, { method, path: below, query: more?.query ?? [] });
    return asker.ask(form.method, path + form.path, by.token, { ...more, query: form.query });
  };
  const ask = async (
    nickname: Nickname,
    method: Asking,
    below: string,
    by: Account,
    body?: unknown,
    query: readonly (readonly [string, string])[] = [],
  ): Promise<Answer | NoAnswer> => {
    const told = await request(method, below, by, { body, query });
    const why = unservedBy(told);
    if (why !== null && !profile.without.includes(nickname)) unserved[nickname] = why;
    return told;
  };
  /**
   * Asks for the PUT with a txnId of an operation; sends are asked for by it alone in later versions. A target may serve
   * it though it does not serve the POST.
   */
  const askPut = async (
    nickname: Nickname,
    below: string,
    by: Account,
    body: unknown,
  ): Promise<Answer | NoAnswer | null> => {
    const isSend = below.includes('/send/');
    if (droppedPut(profile, nickname) !== undefined || (isSend && sendsByPut(profile))) return null;
    const told = await asker.ask('PUT', `${path}${below}/${randomUUID()}`, by.token, { body });
    const why = unservedBy(told);
    const withoutPost = unserved[nickname];
    if (withoutPost === undefined && why !== null) unservedPuts[nickname] = why;
    if (withoutPost !== undefined && textIn(told, isSend ? 'event_id' : 'room_id') !== null)
      unserved[nickname] = `${withoutPost} to POST, while its PUT with a txnId works`;
    return told;
  };

  // A target without aliases may refuse the room that has one.
  const made =
    textIn(answer, 'room_id') === null
      ? await ask('create_room', 'POST', '/createRoom', owner, { visibility: 'public' })
      : answer;
  const roomId = textIn(made, 'room_id');
  if (roomId === null) return nothingFound('no room could be made');
  const room = `/rooms/${encodePart(roomId)}`;
  const member = (user: Account): string =>
    `${room}/state/m.room.member/${encodePart(user.userId)}`;

  const needsDir = profile.changeOf('MSGS-06')?.query?.includes('dir') === true;
  const page = await ask('get_messages', 'GET', `${room}/messages`, owner, undefined, [
    ['limit', '2'],
  ]);
  await ask('set_topic', 'PUT', `${room}/state/m.room.topic`, owner, { topic: 'Probe' });
  await ask('get_topic', 'GET', `${room}/state/m.room.topic`, owner);
  await ask('get_members', 'GET', `${room}/members`, owner);
  await ask('get_membership', 'GET', member(owner), owner);
  const state = await ask('get_state_events', 'GET', `${room}/state`, owner);
  await ask('get_room_sync_data', 'GET', `${room}/initialSync`, owner);
  await ask('send_state_event', 'PUT', `${room}/state/com.example.probe/k`, owner, { v: 1 });
  await ask('send_non_state_event', 'POST', `${room}/send/com.example.probe`, owner, { v: 1 });
  await askPut('send_non_state_event', `${room}/send/com.example.probe`, owner, { v: 2 });
  const message = { msgtype: 'm.text', body: 'Probe' };
  const sent = await ask('send_message', 'POST', `${room}/send/m.room.message`, owner, message);
  const lateness = await latenessOf(textIn(sent, 'event_id'), () =>
    request('GET', `${room}/messages`, owner, {
      query: [
        ['limit', '5'],
        ['dir', 'b'],
      ],
    }),
  );
  await askPut('send_message', `${room}/send/m.room.message`, owner, message);
  const feedback = { type: 'read', target_event_id: textIn(sent, 'event_id') ?? '$none' };
  await ask('send_feedback', 'POST', `${room}/send/m.room.message.feedback`, owner, feedback);
  await askPut('send_feedback', `${room}/send/m.room.message.feedback`, owner, feedback);
  const created = await askPut('create_room', '/createRoom', owner, { visibility: 'private' });
  const second = created === null ? null : textIn(created, 'room_id');
  if (second !== null)
    await request('POST', `/rooms/${encodePart(second)}/leave`, owner, { body: {} });
  const found = {
    pageWithoutDir: needsDir ? unobserved(`${profile.name} wants a direction`) : observed(page),
    stateList: stateListIn(state),
    lateness,
    unserved,
    unservedPuts,
  };
  if (stranger === null) {
    const reason = unobserved('there is only one user');
    return { ...found, publicJoin: reason, aliasJoin: reason };
  }

  const publicJoin = observed(await ask('join_room', 'POST', `${room}/join`, stranger, {}));
  await askPut('join_room', `${room}/join`, stranger, {});
  const target = { user_id: stranger.userId };
  if (publicJoin.holds === true) await ask('leave', 'POST', `${room}/leave`, stranger, {});
  else await ask('invite', 'POST', `${room}/invite`, owner, target);
  const reported = textIn(made, 'room_alias');
  const domain = owner.userId.slice(owner.userId.indexOf(':'));
  const alias = `/join/${encodePart(reported ?? `#${localpart}${domain}`)}`;
  let aliasJoin = unobserved('no room with an alias could be made');
  if (made === answer) {
    // The declaration says PUT, known servers offer POST (DEF-02).
    const post = await request('POST', alias, stranger, { body: {} });
    const join = isUnknownEndpoint(post) ? await ask('join', 'PUT', alias, stranger, {}) : post;
    aliasJoin = observed(join);
  }
  await ask('leave', 'POST', `${room}/leave`, stranger, {});
  await askPut('leave', `${room}/leave`, stranger, {});
  if (publicJoin.holds === true) await ask('invite', 'POST', `${room}/invite`, owner, target);
  await askPut('invite', `${room}/invite`, owner, target);
  await ask('set_membership', 'PUT', member(stranger), owner, { membership: 'invite' });
  await ask('ban', 'POST', `${room}/ban`, owner, target);
  await askPut('ban', `${room}/ban`, owner, target);
  await ask('leave', 'POST', `${room}/leave`, owner, {});
  return { ...found, publicJoin, aliasJoin };
}

/** Whether a list of state has the creation of the room. */
function stateListIn(answer: Answer | NoAnswer): Observation {
  const asked = observed(answer);
  if (asked.holds !== true || answer.kind === 'none') return asked;
  const { json } = answer.body;
  const events = json.ok && isArray(json.value) ? json.value : [];
  const holds = events.some((event) => at(event, 'type') === 'm.room.create');
  return holds ? asked : { holds, detail: 'it lacks the creation of the room' };
}

/** Milliseconds until a page shows an event; null where no page does. */
async function latenessOf(
  eventId: string | null,
  read: () => Promise<Answer | NoAnswer>,
): Promise<number | null> {
  if (eventId === null) return null;
  const began = performance.now();
  for (let reads = 0; reads < mostReads; reads += 1) {
    const asked = performance.now() - began;
    const answer = await read();
    if (answer.kind === 'none' || answer.status !== 200) return null;
    const chunk = answer.body.json.ok ? at(answer.body.json.value, 'chunk') : null;
    const shows = isArray(chunk) && chunk.some((event) => at(event, 'event_id') === eventId);
    if (shows) return reads === 0 ? 0 : Math.ceil(asked);
    await delay(10 * 2 ** reads);
  }
  return null;
}
