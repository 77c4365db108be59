import fc from 'fast-check';
import type { Homeserver } from '../../../reference-server/index.ts';

/** A request that somebody makes; numbers choose among the users and rooms that there are. */
export interface Act {
  readonly who: number;
  readonly room: number;
  readonly target: number;
  readonly what: (typeof kinds)[number];
  readonly text: string;
}

/** What somebody may do; redacting comes twice, for it seldom finds an event. */
export const kinds = [
  'alias',
  'avatar',
  'ban',
  'content',
  'create',
  'invite',
  'join',
  'kick',
  'leave',
  'levels',
  'login',
  'message',
  'name',
  'profile',
  'redact',
  'redact',
  'register',
  'state',
  'topic',
] as const;

export const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    who: fc.nat(),
    room: fc.nat(),
    target: fc.nat(),
    what: fc.constantFrom(...kinds),
    text: fc.constantFrom('one', 'two', '__proto__', 'constructor', ''),
  }),
  { minLength: 5, maxLength: 60 },
);

/** Makes requests, whatever the server answers. */
export async function perform(
  homeserver: Homeserver,
  list: readonly Act[],
): Promise<ReadonlyMap<string, number>> {
  const statuses = new Map<string, number>();
  for (const act of list) {
    const status = await request(homeserver, act);
    if (status === 200) statuses.set(act.what, (statuses.get(act.what) ?? 0) + 1);
  }
  return statuses;
}

async function request({ world, dispatch }: Homeserver, act: Act): Promise<number> {
  const { what, text } = act;
  const caller = pick([...world.accounts.callers.values()], act.who);
  const room = pick([...world.rooms.values()], act.room);
  const strangers = ['@nobody:localhost', '@dave:example.org'];
  const target = pick([...world.accounts.secrets.keys(), ...strangers], act.target) ?? '';
  const event = pick(room?.events ?? [], act.target)?.eventId ?? '';
  const at = (path: string): string => `/rooms/${encodeURIComponent(room?.id ?? '')}${path}`;
  const member = at(`/state/m.room.member/${encodeURIComponent(target)}`);
  const profile = `/profile/${encodeURIComponent(caller?.userId ?? '')}`;
  const calls: Readonly<Record<Act['what'], readonly [string, string, object]>> = {
    alias: [
      'PUT',
      `/directory/room/${encodeURIComponent(`#${text}:${world.domain}`)}`,
      { room_id: room?.id },
    ],
    avatar: ['PUT', `${profile}/avatar_url`, { avatar_url: text }],
    ban: ['POST', at('/ban'), { user_id: target, ...(text === '' ? {} : { reason: text }) }],
    content: ['POST', at('/send/com.example.note'), { [text]: { constructor: text } }],
    create: [
      'POST',
      '/createRoom',
      {
        visibility: act.target % 2 === 0 ? 'public' : 'private',
        ...(text === '' ? {} : { room_alias_name: text, topic: text }),
      },
    ],
    invite: ['POST', at('/invite'), { user_id: target }],
    join: ['POST', at('/join'), {}],
    kick: ['PUT', member, { membership: 'leave', reason: text }],
    leave: ['POST', at('/leave'), {}],
    levels: ['PUT', at('/state/m.room.power_levels'), levels(act, caller?.userId ?? '', target)],
    login: ['POST', '/login', { type: 'm.login.password', user: 'late', password: 'secret' }],
    message: [
      'POST',
      at('/send/m.room.message'),
      {
        msgtype: text === 'one' ? 'm.text' : text,
        body: text,
        ...(text === 'two' ? { more: 1 } : {}),
      },
    ],
    name: ['PUT', at('/state/m.room.name'), { name: text, ...(text === 'two' ? { more: 1 } : {}) }],
    profile: ['PUT', `${profile}/displayname`, { displayname: text }],
    redact: [
      'POST',
      at(`/redact/${encodeURIComponent(event)}`),
      text === '' ? {} : { reason: text },
    ],
    register: [
      'POST',
      '/register',
      { user_id: act.target % 2 === 0 ? 'late' : `late${act.target % 5}`, password: 'secret' },
    ],
    state: ['PUT', at(`/state/com.example.${text}/${text}`), { value: text }],
    topic: ['PUT', at('/state/m.room.topic'), { topic: text }],
  };
  const [method, path, body] = calls[what];
  const { status } = await dispatch({
    method,
    path: `/_matrix/client/api/v1${path}`,
    query: new Map([['access_token', [caller?.token ?? '']]]),
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
  });
  return status;
}

/** Levels under which more than the creator can do something. */
const levels = ({ text, target }: Act, one: string, other: string): object => ({
  ...(text === 'one' ? {} : { users_default: 0, events_default: 0, redact: 0, invite: 0 }),
  users: { [one]: 100, [other]: target % 3 === 0 ? 100 : 50 },
  ...(text === 'two' ? { ban: 0, kick: 0, events: {}, state_default: 0 } : { state_default: 0 }),
  ...(text === '' ? { 'com.example.level': 7 } : {}),
});

const pick = <T>(list: readonly T[], number: number): T | undefined =>
  list[number % Math.max(1, list.length)];
