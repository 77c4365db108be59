import fc from 'fast-check';
import { loadSpec } from '../../harness/document/load.ts';
import { isObject, stringAt } from '../../harness/document/json.ts';
import { encodePart } from '../../harness/document/routes.ts';
import { dialectOf } from '../../mock/worlds/dialect.ts';
import { createRandom } from '../../mock/worlds/random.ts';
import { createReferenceServer, referenceParts } from '../../reference-server/index.ts';
import type { Told } from './less-traffic.ts';

export const spec = loadSpec();
const base = spec.declaration.basePath;
const json = { 'content-type': 'application/json' };

/** What one client does, and how long its request is under way. */
export const act = fc.record({
  user: fc.nat(3),
  room: fc.nat(2),
  target: fc.nat(3),
  kind: fc.constantFrom(
    ...(['message', 'message', 'event', 'feedback', 'topic', 'state', 'state', 'invite'] as const),
    ...(['join', 'join', 'joinByAlias', 'leave', 'ban', 'set', 'set', 'messages'] as const),
    ...(['messages', 'members', 'membership', 'state of room', 'topic of room'] as const),
    ...(['sync', 'create', 'bad'] as const),
  ),
  requested: fc.constantFrom('invite', 'join', 'leave', 'ban', 'knock'),
  number: fc.nat(5),
  txnId: fc.option(fc.nat(4), { nil: null }),
  dir: fc.constantFrom('b', 'f', null),
  limit: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
  goOn: fc.boolean(),
  gap: fc.nat(12),
  there: fc.nat(9),
  back: fc.nat(9),
  lost: fc.constantFrom(false, false, false, false, false, 'there' as const, 'back' as const),
});

export type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** What befalls a server, its rooms and its users by nobody's request that is told. */
export const fate = fc.record({
  /** Before which act. */
  before: fc.nat(60),
  kind: fc.constantFrom('restart', 'purge', 'upgrade', 'deactivate', 'guest', 'fresh token'),
  which: fc.nat(2),
});

export type Fate = typeof fate extends fc.Arbitrary<infer T> ? T : never;

const textAt = (value: unknown, key: string): string =>
  isObject(value) ? stringAt(value, key) : '';

const refusal = (status: number, errcode: string) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ errcode, error: 'No.' }),
});

/** A server of a dialect, its users, and what its clients have learned. */
async function open(seed: number) {
  const { change, domain } = dialectOf('random', referenceParts, createRandom(seed));
  const start = () => createReferenceServer({ parts: change(referenceParts), domain });
  let server = start();
  const befallen = new Map<string, ReturnType<typeof refusal>>();
  const told: Told[] = [];
  const ends = new Map<string, string>();
  const rooms: string[] = [];
  let at = 0;
  const begin = (method: string, path: string, body: unknown, token: string | null) => {
    const [target, bytes] = [
      `${base}${path}`,
      Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    ];
    const headers = {
      ...(body === undefined ? {} : json),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const query =
      token === null ? '' : `${target.includes('?') ? '&' : '?'}access_token=${encodePart(token)}`;
    const number = told.length;
    told.push({ of: number, request: { method, target, headers, body: bytes, at: (at += 1) } });
    let answer: Awaited<ReturnType<typeof server.answer>> | null = null;
    return {
      async arrive(): Promise<void> {
        // Which room, and whose token.
        const fated = [...befallen].find(
          ([what]) => (what === token && method !== 'GET') || path.includes(what),
        );
        answer =
          fated?.[1] ??
          (await server.answer({ method, url: target + query, headers: json }, bytes));
      },
      end(lost: boolean): unknown {
        at += 1;
        if (answer === null || lost) {
          told.push({ of: number, answer: null });
          return undefined;
        }
        const headersOf = Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]),
        );
        const text = Buffer.from(answer.body).toString();
        told.push({
          of: number,
          answer: { status: answer.status, headers: headersOf, body: text, at },
        });
        return answer.status === 200 && text !== '' ? JSON.parse(text) : null;
      },
    };
  };
  const whole = async (...asked: Parameters<typeof begin>): Promise<unknown> => {
    const request = begin(...asked);
    await request.arrive();
    return request.end(false);
  };
  const users: { readonly id: string; readonly token: string }[] = [];
  for (const name of ['a', 'b', 'c', 'd']) {
    const body = { type: 'm.login.password', user: name, password: 'secret-enough', user_id: name };
    const made = await whole('POST', '/register', body, null);
    users.push({ id: textAt(made, 'user_id'), token: textAt(made, 'access_token') });
  }
  for (const [i, visibility] of (['public', 'private', 'public'] as const).entries()) {
    const body = { visibility, ...(i === 0 ? { room_alias_name: 'first', topic: 'Tea' } : {}) };
    rooms.push(textAt(await whole('POST', '/createRoom', body, users[i]?.token ?? ''), 'room_id'));
  }
  /** Something that no request is told of. */
  const unseen = async (method: string, path: string, body: unknown, token: string) => {
    const before = told.length;
    const answer = await whole(method, path, body, token === '' ? null : token);
    told.length = before;
    return answer;
  };
  const register = async (i: number): Promise<void> => {
    const { id } = users[i] ?? { id: '' };
    const [, name = ''] = /^@([^:]*)/.exec(id) ?? [];
    const body = { type: 'm.login.password', user: name, user_id: name, password: 'secret-enough' };
    const path = befallen.has('restarted') ? '/register' : '/login';
    const made = await unseen('POST', path, body, '');
    users[i] = { id, token: textAt(made, 'access_token') || 'none' };
  };
  const befall = async ({ kind, which }: Fate): Promise<void> => {
    const [room, user] = [encodePart(rooms[which] ?? ''), users[which]];
    switch (kind) {
      case 'restart':
        await server.close();
        server = start();
        befallen.clear();
        befallen.set('restarted', refusal(404, 'M_NOT_FOUND'));
        for (const i of users.keys()) if (which > 0) await register(i);
        return;
      case 'purge':
        return void befallen.set(
          room,
          refusal(which === 0 ? 404 : 403, which === 0 ? 'M_NOT_FOUND' : 'M_FORBIDDEN'),
        );
      case 'upgrade':
        return void befallen.set(`${room}/send`, refusal(403, 'M_FORBIDDEN'));
      case 'deactivate':
        for (const each of rooms)
          await unseen('POST', `/rooms/${encodePart(each)}/leave`, {}, user?.token ?? '');
        return void befallen.set(user?.token ?? '', refusal(401, 'M_UNKNOWN_TOKEN'));
      case 'guest':
        return void befallen.set(user?.token ?? '', refusal(403, 'M_GUEST_ACCESS_FORBIDDEN'));
      case 'fresh token':
        return register(which);
    }
  };
  return { begin, users, rooms, ends, told, domain, befall, close: () => server.close() };
}

/** The request of an act. */
function requestOf(
  one: Act,
  { users, rooms, ends, domain }: Awaited<ReturnType<typeof open>>,
): readonly [method: string, path: string, body: unknown, page: string | null] {
  const room = `/rooms/${encodePart(rooms[one.room] ?? '')}`;
  const target = users[one.target]?.id ?? '';
  const { number: n, dir, limit } = one;
  const put = (path: string, body: unknown) =>
    one.txnId === null
      ? (['POST', path, body, null] as const)
      : (['PUT', `${path}/txn${one.txnId}`, body, null] as const);
  switch (one.kind) {
    case 'message':
      return put(`${room}/send/m.room.message`, { msgtype: 'm.text', body: `text ${n}` });
    case 'event':
      return put(`${room}/send/x.event`, { n });
    case 'feedback':
      return put(`${room}/send/m.room.message.feedback`, {
        type: 'read',
        target_event_id: `$${n}`,
      });
    case 'topic':
      return ['PUT', `${room}/state/m.room.topic`, { topic: `Tee ${n} é` }, null];
    case 'state':
      return ['PUT', `${room}/state/x.state/key${n % 2}`, { n }, null];
    case 'invite':
      return put(`${room}/invite`, { user_id: target });
    case 'join':
      return put(`${room}/join`, {});
    case 'joinByAlias':
      return [
        'POST',
        `/join/${encodePart(n < 4 ? `#first:${domain}` : `#none:${domain}`)}`,
        {},
        null,
      ];
    case 'leave':
      return put(`${room}/leave`, {});
    case 'ban':
      return put(`${room}/ban`, { user_id: target });
    case 'set':
      return [
        'PUT',
        `${room}/state/m.room.member/${encodePart(target)}`,
        { membership: one.requested },
        null,
      ];
    case 'messages': {
      const walk = `${one.user} ${one.room} ${dir}`;
      const from = one.goOn ? ends.get(walk) : undefined;
      const query = [
        ...(dir === null ? [] : [`dir=${dir}`]),
        ...(limit === null ? [] : [`limit=${limit}`]),
        ...(from === undefined ? [] : [`from=${encodePart(from)}`]),
      ].join('&');
      return ['GET', `${room}/messages?${query}`, undefined, walk];
    }
    case 'members':
      return ['GET', `${room}/members`, undefined, null];
    case 'membership':
      return ['GET', `${room}/state/m.room.member/${encodePart(target)}`, undefined, null];
    case 'state of room':
      return ['GET', `${room}/state`, undefined, null];
    case 'topic of room':
      return ['GET', `${room}/state/m.room.topic`, undefined, null];
    case 'sync':
      return [
        'GET',
        `${room}/initialSync?limit=${limit ?? 3}`,
        undefined,
        `${one.user} ${one.room} b`,
      ];
    case 'create':
      return put('/createRoom', { visibility: 'public', room_alias_name: `alias${n}` });
    case 'bad':
      return ['PUT', `${room}/state/m.room.topic`, { topic: n }, null];
  }
}

/** Plays acts on one time line, on which requests overlap. @returns the traffic */
export async function play(
  acts: readonly Act[],
  seed: number,
  fates: readonly Fate[] = [],
): Promise<readonly Told[]> {
  const world = await open(seed);
  let clock = 0;
  const moments: { readonly at: number; readonly run: () => unknown }[] = [];
  for (const [i, one] of acts.entries()) {
    clock += one.gap;
    for (const each of fates.filter(({ before }) => before === i))
      moments.push({ at: clock - 0.05, run: () => world.befall(each) });
    let request: ReturnType<typeof world.begin> | null = null;
    let walk: string | null = null;
    moments.push({
      at: clock,
      run: () => {
        const [method, path, body, page] = requestOf(one, world);
        walk = page;
        request = world.begin(method, path, body, world.users[one.user]?.token ?? '');
      },
    });
    if (one.lost !== 'there')
      moments.push({ at: clock + one.there + 0.1, run: () => request?.arrive() });
    moments.push({
      at: clock + one.there + one.back + 0.2,
      run: () => {
        const answer = request?.end(one.lost !== false);
        const messages = isObject(answer) ? answer['messages'] : undefined;
        const end = textAt(answer, 'end') || textAt(messages, 'start');
        if (walk !== null && end !== '') world.ends.set(walk, end);
      },
    });
  }
  for (const { run } of moments.toSorted((a, b) => a.at - b.at)) await run();
  await world.close();
  return world.told;
}
