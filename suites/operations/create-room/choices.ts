import type { CallOptions, User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isUnrouted } from '../../../harness/world/answers.ts';
import {
  bring,
  invite,
  isJoined,
  privateRoom,
  publicRoom,
  roomOf,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';

const plain = { visibility: 'private' };

/** A createRoom whose body is no room configuration is 400; with one it succeeds. */
const refusal = (what: string, requirement: RequirementId, options: CallOptions): CaseBody => ({
  title: `createRoom answers 400 to ${what}`,
  requires: [requirement],
  async run({ users, must }) {
    const [owner] = await users('owner');

    const spoilt = { ...options, wrong: true, observer: null } as const;
    await must.refuse(400, owner, 'create_room', { body: plain }, spoilt);
    await owner.need('create_room', { body: plain });
  },
});

/** A createRoom with a property that is no string is 400; with the string it succeeds. */
const mistyped = (property: 'name' | 'topic', value: unknown): CaseBody => ({
  title: `createRoom answers 400 to the ${property} ${JSON.stringify(value)}`,
  requires: ['CREATE-24'],
  async run({ users, must }) {
    const [owner] = await users('owner');

    const spoilt = { wrong: true, observer: null } as const;
    const body = { ...plain, [property]: value };
    await must.refuse(400, owner, 'create_room', { body }, spoilt);
    await owner.need('create_room', { body: { ...plain, [property]: 'A string' } });
  },
});

/** The power that a creator has from the start: what it does to a room, and to a member where one is needed. */
const powerful = (
  does: string,
  act: (must: Must, owner: User, roomId: string, member: User) => Promise<unknown>,
): CaseBody => ({
  title: `The creator of a room can ${does} without further ado`,
  requires: ['CREATE-25'],
  async run({ users, must }) {
    const [owner, member] = await users('owner', 'member');
    const roomId = await privateRoom(owner);

    await act(must, owner, roomId, member);
  },
});

/** A stranger cannot join, and nothing changes. */
const keptOut = (must: Must, stranger: User, owner: User, roomId: string): Promise<void> =>
  must.unchanged(owner, roomId, async () => {
    const reply = await stranger.call('join_room', { roomId });
    if (reply.status !== 403 && isUnrouted(reply)) throw new Broken('join_room is not offered');
    must.status(reply, 403);
  });

export const createRoomChoices: Readonly<Record<string, CaseBody>> = {
  'public-room-is-open-to-strangers': {
    title: 'Anyone can join a room made with visibility public',
    requires: ['CREATE-13', 'MODEL-10'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const reply = await owner.call('create_room', { body: { visibility: 'public' } });

      must.succeed(reply);
      must.on('MODEL-10').succeed(reply);
      const roomId = roomOf(reply);
      must.succeed(await stranger.call('join_room', { roomId }));
      const joined = await isJoined(owner, roomId, stranger);
      must.that(joined, 'membership of the stranger', 'join', 'another');
    },
  },
  'private-room-is-shut-to-strangers': {
    title: 'Nobody can join a room made with visibility private uninvited',
    requires: ['CREATE-14', 'MODEL-10'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const reply = await owner.call('create_room', { body: { visibility: 'private' } });

      must.succeed(reply);
      must.on('MODEL-10').succeed(reply);
      const roomId = roomOf(reply);
      await keptOut(must, stranger, owner, roomId);
      await invite(owner, roomId, stranger);
      await stranger.need('join_room', { roomId });
    },
  },
  'visibility-is-each-rooms-own': {
    title: 'A public and a private room of one creator keep their visibilities',
    requires: ['CREATE-13', 'CREATE-14'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const open = await publicRoom(owner);
      const shut = await privateRoom(owner);

      await keptOut(must.on('CREATE-14'), stranger, owner, shut);
      must.on('CREATE-13').succeed(await stranger.call('join_room', { roomId: open }));
    },
  },
  'unknown-keys-are-ignored': {
    title: 'createRoom ignores keys that it does not know',
    requires: ['CREATE-23'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const unknown = { custom: 1, 'com.example.nested': { list: [null, 'x'] } };

      const reply = await owner.call('create_room', { body: { ...plain, ...unknown } });

      must.succeed(reply);
      const joined = await isJoined(owner, roomOf(reply), owner);
      must.that(joined, 'membership of the creator', 'join', 'another');
    },
  },
  'truncated-body-is-refused': refusal('a truncated body', 'CREATE-10', {
    raw: '{"visibility":"private"',
  }),
  'plain-text-is-refused': refusal('plain text', 'CREATE-10', { raw: 'a room, please' }),
  'text-behind-the-json-is-refused': refusal('text behind the JSON', 'CREATE-10', {
    raw: '{"visibility":"private"} please',
  }),
  'form-body-is-refused': refusal('a form', 'CREATE-10', { raw: 'visibility=private&name=x' }),
  'empty-body-is-refused': refusal('an empty body', 'CREATE-10', { raw: '' }),
  'missing-body-is-refused': refusal('a request without a body', 'CREATE-10', { bodyless: true }),
  'array-is-refused': refusal('an array', 'CREATE-11', { raw: '[{"visibility":"private"}]' }),
  'empty-array-is-refused': refusal('an empty array', 'CREATE-11', { raw: '[]' }),
  'string-is-refused': refusal('a string', 'CREATE-11', { raw: '"private"' }),
  'number-is-refused': refusal('a number', 'CREATE-11', { raw: '5' }),
  'boolean-is-refused': refusal('a boolean', 'CREATE-11', { raw: 'true' }),
  'null-is-refused': refusal('null', 'CREATE-11', { raw: 'null' }),
  'number-for-a-name-is-refused': mistyped('name', 5),
  'object-for-a-name-is-refused': mistyped('name', { name: 'x' }),
  'number-for-a-topic-is-refused': mistyped('topic', 5),
  'array-for-a-topic-is-refused': mistyped('topic', ['x']),
  'creator-sets-the-topic': powerful('set its topic', async (must, owner, roomId) => {
    must.succeed(await owner.call('set_topic', { roomId, body: { topic: 'Tea' } }));
  }),
  'creator-sets-state': powerful('set any state', async (must, owner, roomId) => {
    const state = { roomId, eventType: 'com.example.conf', body: { v: 1 } };
    must.succeed(await owner.call('send_state_event', { ...state, stateKey: 'k' }));
  }),
  'creator-bans': powerful('ban a member', async (must, owner, roomId, member) => {
    await bring(owner, roomId, member);
    must.succeed(await owner.call('ban', { roomId, body: { user_id: member.id } }));
  }),
  'creator-kicks': powerful('make a member leave', async (must, owner, roomId, member) => {
    await bring(owner, roomId, member);
    const change = { roomId, userId: member.id, body: { membership: 'leave' } };
    must.succeed(await owner.call('set_membership', change));
  }),
};
