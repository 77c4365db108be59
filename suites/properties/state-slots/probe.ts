import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { say } from '../../../harness/world/pages.ts';
import { bring, getState, privateRoom } from '../../../harness/world/rooms.ts';
import type { NamedUsers, Slot } from '../../../harness/model/index.ts';
import type { World } from '../../../harness/run/case.ts';
import { isObject, type JsonObject } from '../../../harness/document/json.ts';
import { readMessages, readState } from '../shared/snapshot.ts';
import type { Accepted, Name } from './steps.ts';

/** The target: its users, the ways to read state, and the paths it accepts. */
export interface Known extends Accepted {
  readonly users: NamedUsers<Name>;
  /** Whether one piece of state can be read by the undeclared GET (DEF-21). */
  readonly direct: boolean;
  /** Whether `get_state_events` shows state. */
  readonly listed: boolean;
  /** Whether `get_messages` shows what is sent. */
  readonly messages: boolean;
}

/** What one piece of state is, by the undeclared GET. @throws Broken where the answer does not tell */
export async function contentIn(
  reader: User,
  roomId: string,
  { type, key }: Omit<Slot, 'room'>,
): Promise<JsonObject | null> {
  const reply = await getState(reader, roomId, type, key === '' ? undefined : key);
  if (reply.status >= 500) throw new Broken(`the GET of a piece of state got ${reply.status}`);
  if (reply.status !== 200) return null;
  if (!isObject(reply.json)) throw new Broken('a piece of state is not a JSON object');
  return reply.json;
}

/** The content of an event that was just sent; null where messages do not show it. */
export async function sentContent(
  reader: User,
  roomId: string,
  eventId: string,
): Promise<JsonObject | null> {
  const newest = await readMessages(reader, roomId, 3);
  return newest?.find(({ id }) => id === eventId)?.content ?? null;
}

/** Finds out how state can be read and which paths are accepted. @throws Broken where state cannot be read */
export async function probe({ must }: World, users: NamedUsers<Name>): Promise<Known> {
  const { alice, bob } = users;
  const roomId = await privateRoom(alice);
  await bring(alice, roomId, bob);
  const put = async (eventType: string, stateKey: string): Promise<boolean> => {
    const event = { roomId, eventType, stateKey, body: { n: 'probe' } };
    return isSuccess(await alice.call('send_state_event', event));
  };
  const reads = async (type: string, key: string): Promise<boolean> => {
    const reply = await getState(bob, roomId, type, key);
    return isSuccess(reply) && at(reply.json, 'n') === 'probe';
  };
  const lists = async (type: string, key: string): Promise<boolean> => {
    const state = await readState(bob, roomId);
    const entry = state?.find((one) => one.type === type && one.key === key);
    return entry?.content['n'] === 'probe';
  };

  await put('com.example.conf', 'k');
  const direct = await reads('com.example.conf', 'k');
  const listed = await lists('com.example.conf', 'k');
  if (!direct && !listed) throw new Broken('neither a GET nor get_state_events shows what was set');
  // So that something was judged even if there is no time for a run.
  must.on('STATE-03').that(true, 'state that was set', 'there', 'there');
  // A target may refuse odd paths; what it accepts it must keep.
  const unicode =
    (await put('com.example.conf', 'é')) && (!direct || (await reads('com.example.conf', 'é')));
  const odd = 'com.example/odd';
  const oddTypes =
    (await put(odd, 'k')) && (listed ? await lists(odd, 'k') : await reads(odd, 'k'));
  const [sent = ''] = await say(alice, roomId, 'probe');
  const messages = (await sentContent(bob, roomId, sent)) !== null;
  return { users, direct, listed, messages, unicode, oddTypes };
}
