import { isObject, objectsAt, stringAt } from '../../../harness/document/json.ts';
import { handlers, membersOf, pageOf, roomOf, text } from '../../reference/handlers.ts';
import { type Act, ApiProblem, type Handler, type ShownEvent } from '../../reference/parts.ts';
import type { ChangedClient } from '../changed-client.ts';

/** How long a list of members is kept, in milliseconds. */
const fresh = 100;

/** Messages, as read_history shows them. */
const shownOf = (events: readonly ShownEvent[]): readonly object[] =>
  events
    .filter(({ type }) => type === 'm.room.message')
    .map(({ eventId, content }) => ({ eventId, text: stringAt(content, 'body') }));

/** Everything of a room from its beginning, in pages forwards. */
const readForwards: Handler = async ({ ask, parts }, args) => {
  const seen = new Map<string, ShownEvent>();
  for (let from: string | null = null; ;) {
    const query = [
      ['dir', 'f'],
      ['limit', '100'],
      ...(from === null ? [] : [['from', from] as const]),
    ] as const;
    const page = await ask({ method: 'GET', path: `${roomOf(parts, args)}/messages`, query });
    const events = objectsAt(page, 'chunk')
      .map(parts.readEvent)
      .filter((event) => event !== null);
    const isNew = events.some(({ eventId }) => !seen.has(eventId));
    for (const event of events) if (!seen.has(event.eventId)) seen.set(event.eventId, event);
    const end = stringAt(page, 'end');
    if (!isNew || end === '' || end === from) return { messages: shownOf([...seen.values()]) };
    from = end;
  }
};

/** The newest messages out of initialSync, and the older ones page by page before them. */
const readFromSync: Handler = async (act, args) => {
  const { ask, parts } = act;
  const path = `${roomOf(parts, args)}/initialSync`;
  const { messages } = await ask({ method: 'GET', path, query: [['limit', '30']] });
  const newest = isObject(messages) ? messages : {};
  const recent = objectsAt(newest, 'chunk')
    .map(parts.readEvent)
    .filter((event) => event !== null);
  const start = stringAt(newest, 'start');
  const older = start === '' ? [] : await parts.walk((from) => pageOf(act, args, from ?? start));
  const all = new Map([...older, ...recent].map((event) => [event.eventId, event]));
  return { messages: shownOf([...all.values()]) };
};

/** The members as the state of the room has them. */
const membersFromState: Handler = async ({ parts, user }, args) => {
  const path = `${roomOf(parts, args)}/state`;
  const answer = await parts.send(parts, user, { method: 'GET', path, query: [], body: null });
  parts.demandSuccess(answer);
  if (!Array.isArray(answer.json)) throw new ApiProblem(answer.status, null, 'this is not a list');
  const members = answer.json.filter(isObject).filter(({ type }) => type === 'm.room.member');
  return {
    members: members.map((event) => ({
      userId: stringAt(event, 'state_key'),
      membership: isObject(event['content']) ? stringAt(event['content'], 'membership') : '',
    })),
  };
};

/** Sets memberships by the operations that are named after them. */
const setByName: Handler = async (act, args) => {
  const [userId, membership] = [text(args, 'userId'), text(args, 'membership')];
  const own = userId === act.user.userId;
  if (membership === 'invite' || membership === 'ban') return handlers[membership](act, args);
  if (membership === 'leave' && own) return handlers.leave(act, args);
  if (membership === 'join' && own) return handlers.join_room(act, args);
  return handlers.set_membership(act, args);
};

/** Asks the directory for the room of an alias, and joins that. */
const joinByDirectory: Handler = async (act, args) => {
  const room = text(args, 'room');
  if (!room.startsWith('#')) return handlers.join(act, args);
  const path = `/directory/room/${act.parts.encode(room)}`;
  const roomId = stringAt(await act.ask({ method: 'GET', path }), 'room_id');
  await handlers.join_room(act, { roomId });
  return { roomId };
};

/** The topic out of the state that initialSync brings. */
const topicFromSync: Handler = async ({ ask, parts }, args) => {
  const sync = await ask({ method: 'GET', path: `${roomOf(parts, args)}/initialSync` });
  const event = objectsAt(sync, 'state').find(({ type }) => type === 'm.room.topic');
  if (!isObject(event?.['content'])) throw new ApiProblem(404, 'M_NOT_FOUND', 'no topic');
  return { topic: stringAt(event['content'], 'topic') };
};

/** Does not ask for what it can see would be refused. */
const inviteAfterLooking: Handler = async (act, args) => {
  const members = await membersOf(act, args);
  const invited = members.find(({ userId }) => userId === args['userId']);
  if (invited?.['membership'] === 'join') throw new ApiProblem(0, null, 'this user is a member');
  return handlers.invite(act, args);
};

/** Clients that do what they are asked for by other operations. */
export const rightWays: Readonly<Record<string, ChangedClient>> = {
  'reads-forwards': {
    summary: 'It reads histories from their beginning.',
    change: () => ({ instead: { read_history: readForwards } }),
  },
  'reads-from-sync': {
    summary: 'It begins histories with what initialSync brings.',
    change: () => ({ instead: { read_history: readFromSync, get_topic: topicFromSync } }),
  },
  'members-from-state': {
    summary: 'It takes the members of a room from its state.',
    change: () => ({ instead: { read_members: membersFromState } }),
  },
  'sets-memberships-by-name': {
    summary: 'It sets memberships by invite, ban, join and leave.',
    change: () => ({ instead: { set_membership: setByName } }),
  },
  'asks-the-directory': {
    summary: 'It asks the directory for the room of an alias before it joins.',
    change: () => ({ instead: { join: joinByDirectory } }),
  },
  'looks-before-it-invites': {
    summary: 'It does not ask to invite somebody who is a member.',
    change: () => ({ instead: { invite: inviteAfterLooking } }),
  },
  'keeps-members-for-a-moment': {
    summary: 'It keeps a list of members for a tenth of a second.',
    change: () => {
      const known = new Map<string, { readonly at: number; readonly members: unknown }>();
      const read = async (act: Act, args: Parameters<Handler>[1]) => {
        const key = `${act.user.userId} ${text(args, 'roomId')}`;
        const before = known.get(key);
        if (before !== undefined && Date.now() - before.at < fresh)
          return { members: before.members };
        const members = await membersOf(act, args);
        known.set(key, { at: Date.now(), members });
        return { members };
      };
      return { instead: { read_members: read, get_members: read } };
    },
  },
};
