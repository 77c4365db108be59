import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage, say } from '../../../harness/world/pages.ts';
import { bring, getState, privateRoom } from '../../../harness/world/rooms.ts';
import type { Slot } from '../../../harness/model/slots.ts';
import { isObject, type JsonObject } from '../../../harness/document/json.ts';
import type { Copes, Name } from './steps.ts';

/** What is known of the target before the first run. */
export interface Known extends Copes {
  readonly users: Readonly<Record<Name, User>>;
  /** Whether one piece of state can be read by the undeclared GET (DEF-21), and whether the list shows it. */
  readonly direct: boolean;
  readonly listed: boolean;
  /** Whether messages show what is sent. */
  readonly messages: boolean;
}

/** A piece of state as a list shows it. */
export interface Entry {
  readonly type: unknown;
  readonly key: unknown;
  readonly content: JsonObject;
}

/** What the list of state shows. */
export async function entriesOf(reader: User, roomId: string): Promise<readonly Entry[] | null> {
  const reply = await reader.call('get_state_events', { roomId });
  if (!isSuccess(reply) || !Array.isArray(reply.json)) return null;
  return reply.json.flatMap((event: unknown) => {
    const content = at(event, 'content');
    return isObject(content)
      ? [{ type: at(event, 'type'), key: at(event, 'state_key'), content }]
      : [];
  });
}

/** What one piece of state is, by the undeclared GET. @throws Broken where the answer is none */
export async function contentIn(
  reader: User,
  roomId: string,
  slot: Slot,
): Promise<JsonObject | null> {
  const reply = await getState(reader, roomId, slot.type, slot.key === '' ? undefined : slot.key);
  if (reply.status >= 500) throw new Broken(`a piece of state was answered ${reply.status}`);
  if (reply.status !== 200) return null;
  if (!isObject(reply.json)) throw new Broken('a piece of state is no JSON object');
  return reply.json;
}

/** Finds out how state can be read, and which paths the target copes with. @throws Broken where nothing shows it */
export async function getToKnow(must: Must, leased: readonly User[]): Promise<Known> {
  const [alice, bob] = leased;
  if (alice === undefined || bob === undefined) throw new RangeError('alice and bob are needed');
  const roomId = await privateRoom(alice);
  await bring(alice, roomId, bob);
  const put = async (eventType: string, stateKey: string): Promise<boolean> =>
    isSuccess(
      await alice.call('send_state_event', { roomId, eventType, stateKey, body: { n: 'probe' } }),
    );
  const reads = async (type: string, key: string): Promise<boolean> => {
    const reply = await getState(bob, roomId, type, key);
    return isSuccess(reply) && at(reply.json, 'n') === 'probe';
  };
  const lists = async (type: string, key: string): Promise<boolean> =>
    (await entriesOf(bob, roomId))?.some(
      (entry) => entry.type === type && entry.key === key && entry.content['n'] === 'probe',
    ) === true;

  await put('com.example.conf', 'k');
  const direct = await reads('com.example.conf', 'k');
  const listed = await lists('com.example.conf', 'k');
  if (!direct && !listed) throw new Broken('no way to read state shows what was set');
  // That is something already, should there be no time for more.
  must.on('STATE-03').that(true, 'state that was set', 'there', 'there');
  // What a target does with odd paths that it does not take is not for us to say; what it takes, it must keep.
  const unicode =
    (await put('com.example.conf', 'é')) && (direct ? await reads('com.example.conf', 'é') : true);
  const odd = 'com.example/odd';
  const oddTypes =
    (await put(odd, 'k')) && (listed ? await lists(odd, 'k') : await reads(odd, 'k'));
  const [sent = ''] = await say(alice, roomId, 'probe');
  const messages = (await sentContent(bob, roomId, sent)) !== null;
  return { users: { alice, bob }, direct, listed, messages, unicode, oddTypes };
}

/** The content of something that was just sent; null where messages do not show it. */
export async function sentContent(
  reader: User,
  roomId: string,
  id: string,
): Promise<JsonObject | null> {
  const reply = await askPage(reader, roomId, { limit: 3 });
  const chunk: unknown = at(reply.json, 'chunk');
  if (!isSuccess(reply) || !Array.isArray(chunk)) return null;
  const event: unknown = chunk.find((one: unknown) => at(one, 'event_id') === id);
  const content = at(event, 'content');
  return isObject(content) ? content : null;
}
