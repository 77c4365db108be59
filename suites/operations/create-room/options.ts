import type { Must } from '../../../harness/judge/must.ts';
import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { aliasAt, aliasIn, joinBy } from '../../../harness/world/joining.ts';
import { newest } from '../../../harness/world/pages.ts';
import { contentOf, isJoined, roomOf, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { isShut } from './shut.ts';
import { optionPairs, type RoomOptions, type Text } from './option-pairs.ts';

const contents: Readonly<Record<Text, string>> = {
  empty: '',
  plain: 'Kitchen',
  unusual: 'Ku\u0308che \u00fc \u202e\u05d0\u05d1\u202c \u5bc6\ud83c\udf73 "<&>" \\',
};

const textOf = (text: Text | null): string | null => (text === null ? null : contents[text]);

/** The requirement that each option is held to. */
const requirementsOf = ({
  method,
  visibility,
  name,
  topic,
  alias,
}: RoomOptions): CaseBody['requires'] => {
  const made: RequirementId = method === 'PUT' ? 'CREATE-05' : 'CREATE-09';
  const absent: readonly RequirementId[] = topic === null ? ['CREATE-22'] : [];
  return [
    made,
    ...(method === 'PUT' ? (['CREATE-09'] as const) : []),
    'CREATE-03',
    ...absent,
    ...(name === null ? [] : (['CREATE-20'] as const)),
    ...(topic === null ? [] : (['CREATE-21'] as const)),
    ...(visibility === null ? (['CREATE-16'] as const) : []),
    ...(visibility === 'public' ? (['CREATE-13'] as const) : []),
    ...(visibility === 'private' ? (['CREATE-14', 'JOIN-08'] as const) : []),
    ...(alias === null ? [] : (['CREATE-17', 'CREATE-19'] as const)),
  ];
};

const words: Readonly<Record<Text, string>> = {
  empty: 'an empty',
  plain: 'a plain',
  unusual: 'an unusual',
};

const phrase = (text: Text | null, noun: string): string =>
  text === null ? `no ${noun}` : `${words[text]} ${noun}`;

function titleOf({ method, visibility, name, topic, alias }: RoomOptions): string {
  const room = visibility === null ? 'A room' : `A ${visibility} room`;
  const rest = [phrase(name, 'name'), phrase(topic, 'topic')].join(', ');
  return `${room} made by ${method} with ${rest} and ${phrase(alias, 'alias')} is what was asked for`;
}

const idOf = ({ method, visibility, name, topic, alias }: RoomOptions): string =>
  [
    method.toLowerCase(),
    visibility ?? 'any-room',
    name === null ? 'unnamed' : `${name}-name`,
    topic === null ? 'no-topic' : `${topic}-topic`,
    alias === null ? 'no-alias' : `${alias}-alias`,
  ].join('-');

/**
 * An option that is refused by itself is reported by its own cases, and its combinations are not judged.
 * @throws Broken where the method or one of the options is refused alone
 */
async function requireEachAlone(
  owner: User,
  method: RoomOptions['method'],
  options: Readonly<Record<string, string>>,
  fresh: () => string,
): Promise<void> {
  const put = { body: {}, txnId: fresh() };
  if (method === 'PUT' && !isSuccess(await owner.call('create_room', put))) {
    throw new Broken('PUT of createRoom is refused without any option too');
  }
  for (const [key, value] of Object.entries(options)) {
    const alone = { [key]: key === 'room_alias_name' ? value + fresh() : value };
    if (isSuccess(await owner.call('create_room', { body: alone }))) continue;
    // It may need a visibility beside it, which is reported against CREATE-16.
    const body = { visibility: 'private', ...alone };
    if (key !== 'visibility' && isSuccess(await owner.call('create_room', { body }))) continue;
    throw new Broken(
      `createRoom refuses ${key} ${JSON.stringify(value)} without other options too`,
    );
  }
}

/** Whether POST takes a body, with another alias. */
async function isTaken(
  owner: User,
  body: Readonly<Record<string, string>>,
  fresh: () => string,
): Promise<boolean> {
  const { room_alias_name: alias } = body;
  const other = alias === undefined ? {} : { room_alias_name: alias + fresh() };
  return isSuccess(await owner.call('create_room', { body: { ...body, ...other } }));
}

/** The creator is joined. Whoever is refused every view of the members is not one of them. */
async function creatorIsIn(must: Must, owner: User, roomId: string): Promise<void> {
  const alone = await owner.call('get_membership', { roomId, userId: owner.id });
  const outside =
    alone.status === 403 && (await owner.call('get_members', { roomId })).status === 403;
  const isShown = isSuccess(alone) && at(alone.json, 'membership') === 'join';
  const joined = !outside && (isShown || (await isJoined(owner, roomId, owner)));
  must.on('CREATE-03').that(joined, 'creator of the room', 'joined', 'not joined');
}

/** The events of the name and the topic, where there are any, are among the messages of the new room. */
async function founded(
  must: Must,
  owner: User,
  roomId: string,
  { name, topic }: { readonly name: string | null; readonly topic: string | null },
): Promise<void> {
  if (name === null && topic === null) return;
  const events = await newest(owner, roomId);
  const holds = (type: string, key: string, text: string): boolean =>
    events.some((event) => event.type === type && event.content[key] === text);
  const types = events.map(({ type }) => type);
  const expected = 'an event of it';
  if (name !== null) {
    const listed = holds('m.room.name', 'name', name);
    must.on('CREATE-20').that(listed, 'name in messages', expected, types);
  }
  if (topic !== null) {
    const listed = holds('m.room.topic', 'topic', topic);
    must.on('CREATE-21').that(listed, 'topic in messages', expected, types);
  }
}

/** The alias leads the user, who is in the room, into it again. Whether a member may join again is JOIN-10's. */
async function aliasLeads(must: Must, user: User, alias: string, roomId: string): Promise<void> {
  const { reply } = await joinBy(user, alias);
  if (reply.status === 403) throw new Broken('the alias is known, and a member may not join by it');
  must.on('CREATE-17').succeed(reply);
  const reached = at(reply.json, 'room_id');
  // A server may answer a join without a room_id, which is reported against JID-02.
  const right = typeof reached !== 'string' || reached === roomId;
  must.on('CREATE-17').that(right, 'room that the alias leads to', roomId, reached);
}

const roomCase = (options: RoomOptions): CaseBody => ({
  title: titleOf(options),
  requires: requirementsOf(options),
  ...(options.alias === null ? {} : { needs: ['aliases'] }),
  async run({ users, must, fresh }) {
    const [owner, stranger] = await users('owner', 'stranger');
    const { method, visibility } = options;
    const localpart = options.alias === 'unusual' ? `${fresh()}.Conf_a-b` : fresh();
    const [name, topic] = [textOf(options.name), textOf(options.topic)];
    const body = {
      ...(visibility === null ? {} : { visibility }),
      ...(name === null ? {} : { name }),
      ...(topic === null ? {} : { topic }),
      ...(options.alias === null ? {} : { room_alias_name: localpart }),
      ...(options.custom ? { 'com.example.custom': 'Tea' } : {}),
    };

    const txnId = method === 'PUT' ? { txnId: fresh() } : {};
    const reply = await owner.call('create_room', { body, ...txnId });

    if (!isSuccess(reply)) await requireEachAlone(owner, method, body, fresh);
    if (visibility === null) {
      const withIt = { body: { visibility: 'private', ...body }, ...txnId };
      if (isSuccess(reply) || isSuccess(await owner.call('create_room', withIt)))
        must.on('CREATE-16').succeed(reply);
    }
    // What is refused by POST as well is not refused for the PUT.
    if (method === 'PUT' && (isSuccess(reply) || !(await isTaken(owner, body, fresh))))
      must.on('CREATE-09').succeed(reply);
    must.succeed(reply);
    const roomId = roomOf(reply);
    await creatorIsIn(must, owner, roomId);
    // Nothing forbids that a room for which no name was asked has one.
    if (name !== null) {
      const named = (await contentOf(owner, roomId, 'm.room.name', ''))?.['name'];
      must.on('CREATE-20').equal(named, name, 'name of the room');
    }
    const read = await topicOf(owner, roomId);
    must.on(topic === null ? 'CREATE-22' : 'CREATE-21').equal(read, topic, 'topic of the room');

    await founded(must, owner, roomId, { name, topic });

    if (visibility === 'private') {
      await isShut(must, stranger, owner, roomId);
    }
    if (visibility === 'public') {
      must.on('CREATE-13').succeed(await stranger.call('join_room', { roomId }));
      const inside = await isJoined(owner, roomId, stranger);
      must.on('CREATE-13').that(inside, 'stranger who joins', 'joined', 'not joined');
    }
    if (options.alias === null) return;
    const reported = aliasIn(reply) ?? aliasAt(owner, localpart);
    must.on('CREATE-19').equal(reported, aliasAt(owner, localpart), 'room_alias');
    const guest = visibility === 'public' ? stranger : owner;
    await aliasLeads(must, guest, aliasAt(owner, localpart), roomId);
  },
});

/** Every value of each option of createRoom beside every value of the others. */
export const optionCases: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  optionPairs.map((options) => [idOf(options), roomCase(options)]),
);
