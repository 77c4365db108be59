import { afterAll, describe, expect, it } from 'vitest';
import {
  at,
  bringIn,
  demand,
  membershipOf,
  openScene,
  refusal,
  type Person,
} from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const owner = await scene.person();
const target = await scene.person();
const other = await scene.person();

const befores = ['none', 'invite', 'join', 'left', 'kicked', 'ban'] as const;
type Before = (typeof befores)[number];
type Actor = 'itself' | 'creator' | 'default member' | 'invited' | 'left' | 'banned' | 'stranger';

const outsiders: readonly Actor[] = ['invited', 'left', 'banned', 'stranger'];

// The statuses by what the target was before, in the order of `befores`. A dot is a free cell.
const table: readonly {
  readonly visibility: readonly string[];
  readonly actors: readonly Actor[];
  readonly requested: string;
  readonly statuses: string;
}[] = [
  ...rows('itself', {
    invite: '403  .  403 403 403 403',
    leave: '403  .  200  .   .  403',
    ban: '403 403 403 403 403  . ',
  }),
  { ...row('private', 'itself', 'join'), statuses: '403 200 200 403 403 403' },
  { ...row('public', 'itself', 'join'), statuses: '200 200 200 200 200 403' },
  ...rows('creator', {
    invite: '200 200 403 200 200  . ',
    join: '403 403 403 403 403 403',
    leave: ' .   .  200  .   .   . ',
    ban: ' .  200 200  .   .   . ',
  }),
  ...rows('default member', {
    join: '403 403 403 403 403 403',
    leave: '403 403 403  .   .  403',
    ban: '403 403 403 403 403  . ',
  }),
  { ...row('private', 'default member', 'invite'), statuses: '200 200 403 200 200  . ' },
  { ...row('public', 'default member', 'invite'), statuses: ' .   .  403  .   .   . ' },
  ...outsiders.flatMap((actor) =>
    rows(actor, {
      invite: '403  .  403 403 403 403',
      join: '403 403 403 403 403 403',
      leave: '403 403 403  .   .  403',
      ban: '403 403 403 403 403  . ',
    }),
  ),
];

function rows(actor: Actor, statuses: Readonly<Record<string, string>>): typeof table {
  return Object.entries(statuses).map(([requested, text]) => ({
    visibility: ['private', 'public'],
    actors: [actor],
    requested,
    statuses: text,
  }));
}

function row(visibility: string, actor: Actor, requested: string) {
  return { visibility: [visibility], actors: [actor], requested };
}

const cells = table.flatMap(({ visibility, actors, requested, statuses }) =>
  visibility.flatMap((each) =>
    actors.flatMap((actor) =>
      statuses
        .trim()
        .split(/\s+/)
        .map((status, index) => ({
          visibility: each,
          actor,
          requested,
          before: befores[index] ?? 'none',
          status,
        })),
    ),
  ),
);

async function put(who: Person, roomId: string, whom: Person, membership: unknown, more = {}) {
  const path = at`/rooms/${roomId}/state/m.room.member/${whom.id}`;
  return await who.call('put', path, { membership, ...more });
}

async function bring(roomId: string, person: Person, before: Before | Actor): Promise<void> {
  if (before === 'none' || before === 'stranger') return;
  await demand(put(owner, roomId, person, 'invite'));
  if (before === 'invite' || before === 'invited') return;
  await demand(put(person, roomId, person, 'join'));
  if (before === 'left') await demand(put(person, roomId, person, 'leave'));
  if (before === 'kicked') await demand(put(owner, roomId, person, 'leave'));
  if (before === 'ban' || before === 'banned') await demand(put(owner, roomId, person, 'ban'));
}

function asked(actor: Actor): Person {
  if (actor === 'itself') return target;
  return actor === 'creator' ? owner : other;
}

/** The short form of a change, where there is one. */
async function shortForm(who: Person, roomId: string, requested: string, self: boolean) {
  const body = self && requested !== 'invite' && requested !== 'ban' ? {} : { user_id: target.id };
  return await who.call('post', at`/rooms/${roomId}/${requested}`, body);
}

async function stage(visibility: string, before: Before, actor: Actor): Promise<string> {
  const roomId = await scene.room(owner, { visibility });
  await bring(roomId, target, before);
  if (asked(actor) === other) await bring(roomId, other, actor);
  return roomId;
}

describe('set_membership', () => {
  it.each(cells.filter(({ status }) => status !== '.'))(
    'in a $visibility room: $actor asks for $requested of somebody who is $before: $status',
    async ({ visibility, actor, requested, before, status }) => {
      const self = actor === 'itself';
      const forms = [put, shortForm].slice(
        0,
        self || !['join', 'leave'].includes(requested) ? 2 : 1,
      );
      for (const form of forms) {
        const roomId = await stage(visibility, before, actor);
        const was = await membershipOf(owner, roomId, target);
        const answer =
          form === put
            ? await put(asked(actor), roomId, target, requested)
            : await shortForm(asked(actor), roomId, requested, self);
        if (status === '403') expect(refusal(answer)).toBe('403 M_FORBIDDEN');
        expect(answer.status).toBe(Number(status));
        const now = await membershipOf(owner, roomId, target);
        expect(now).toBe(status === '200' ? requested : was);
      }
    },
  );

  it('takes no knock, and does not break on it', async () => {
    const roomId = await scene.room(owner);
    expect(refusal(await put(target, roomId, target, 'knock'))).toBe('403 M_FORBIDDEN');
  });

  it('keeps the other keys of the body', async () => {
    const roomId = await scene.room(owner);
    await demand(put(owner, roomId, target, 'invite', { x: 1, displayname: 'T' }));
    const path = at`/rooms/${roomId}/state/m.room.member/${target.id}`;
    expect((await demand(owner.call('get', path))).body).toEqual({
      membership: 'invite',
      x: 1,
      displayname: 'T',
    });
  });

  it.each(['nonsense', '', 'JOIN', 5, null, ['join'], { join: 1 }, true, '__proto__', 'toString'])(
    'refuses the membership %j',
    async (membership) => {
      const roomId = await scene.room(owner);
      expect(refusal(await put(owner, roomId, target, membership))).toBe('400 M_BAD_JSON');
      expect(await membershipOf(owner, roomId, target)).toBeUndefined();
    },
  );

  it.each([{}, { other: 1 }])('refuses %j, which has no membership key', async (body) => {
    const roomId = await scene.room(owner);
    const path = at`/rooms/${roomId}/state/m.room.member/${target.id}`;
    expect(refusal(await owner.call('put', path, body))).toBe('400 M_MISSING_PARAM');
  });

  it.each(['target', '@target', '@:localhost', '@target:', '', '#a:b'])(
    'refuses the user id %j',
    async (userId) => {
      const roomId = await scene.room(owner);
      const path = at`/rooms/${roomId}/state/m.room.member/${userId}`;
      const answer = await owner.call('put', path, { membership: 'invite' });
      expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
    },
  );

  it('changes one room only, and says who did it to whom', async () => {
    const [one, two] = [await scene.room(owner), await scene.room(owner)];
    await bringIn(owner, one, target);
    await demand(put(owner, one, target, 'leave'));
    expect(await membershipOf(owner, two, target)).toBeUndefined();
    const { body } = await demand(owner.call('get', at`/rooms/${one}/members`));
    expect(body.chunk).toContainEqual(
      expect.objectContaining({
        state_key: target.id,
        user_id: owner.id,
        content: { membership: 'leave' },
      }),
    );
  });
});
