import type { CallOptions, Reply, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn, newest } from '../../harness/world/pages.ts';
import {
  bring,
  hasMembership,
  invite,
  isJoined,
  privateRoom,
  topicOf,
} from '../../harness/world/rooms.ts';
import { isObject, type JsonObject } from '../../harness/document/json.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../harness/document/ids.ts';

/** One JSON value, written in another way, or announced by another name of its media type. */
interface Spelling {
  readonly what: string;
  /** Whether it is the media type that is written otherwise: that is a matter of all operations (META-07). */
  readonly isMediaType?: true;
  readonly options: (body: JsonObject) => CallOptions;
}

const escaped = (text: string): string =>
  text.replaceAll(/[^]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Keys and texts with every character escaped: bodies here hold no characters beyond U+FFFF. */
const escapedJson = (value: unknown): string => {
  if (typeof value === 'string') return `"${escaped(value)}"`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, each]) => `"${escaped(key)}":${escapedJson(each)}`,
  );
  return `{${entries.join(',')}}`;
};

const reversed = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).toReversed());

const spellings: readonly Spelling[] = [
  {
    what: 'white space around and inside',
    options: (body) => ({ raw: ` \r\n\t${JSON.stringify(body, null, '\t ')}\n ` }),
  },
  { what: 'escapes for all characters', options: (body) => ({ raw: escapedJson(body) }) },
  {
    what: 'its keys in reverse order',
    options: (body) => ({ raw: JSON.stringify(reversed(body)) }),
  },
  {
    what: 'a charset in its media type',
    isMediaType: true,
    options: () => ({ contentType: 'application/json; charset=utf-8' }),
  },
  {
    what: 'capitals in its media type',
    isMediaType: true,
    options: () => ({ contentType: 'Application/JSON' }),
  },
];

interface Setup {
  readonly owner: User;
  readonly guest: User;
}

/** A request with a body, and whether it had the effect that the body asks for. */
interface Prepared<N extends Nickname> {
  readonly user: User;
  readonly args: Arguments[N] & { readonly body?: object };
  readonly done: (reply: Reply) => Promise<boolean>;
}

interface Row<N extends Nickname> {
  readonly operation: N;
  /** The requirement that its body is application/json. */
  readonly requirement: RequirementId;
  /** Makes a fresh request that succeeds. */
  readonly prepare: (setup: Setup) => Promise<Prepared<N>>;
}

const caseOf = <N extends Nickname>({ operation, requirement, prepare }: Row<N>): CaseBody => ({
  title: `${operation} reads its body however the JSON is written`,
  requires: [requirement, 'META-07'],
  async run({ users, must }) {
    const [owner, guest] = await users('owner', 'guest');
    const plain = await prepare({ owner, guest });
    const asUsual = await plain.user.call(operation, plain.args);
    if (!isSuccess(asUsual) || !(await plain.done(asUsual)))
      throw new Broken(`${operation} has no effect with a body that is written as usual`);

    for (const { what, options, isMediaType } of spellings) {
      const { user, args, done } = await prepare({ owner, guest });
      const body = isObject(args.body) ? args.body : {};
      const reply = await user.call(operation, args, options(body));
      const held = isMediaType === true ? must.on('META-07') : must;
      held.that(isSuccess(reply), `answer to a body with ${what}`, 'a success', reply.status);
      held.that(await done(reply), `effect of a body with ${what}`, 'what it says', 'another one');
    }
  },
});

const row = <N extends Nickname>(each: Row<N>): readonly [string, CaseBody] => [
  `${each.operation.replaceAll('_', '-')}-reads-any-spelling-of-json`,
  caseOf(each),
];

const lists =
  (reader: User, roomId: string, type: string, key: string, value: unknown) =>
  async (): Promise<boolean> =>
    (await newest(reader, roomId)).some(
      (event) => event.type === type && event.content[key] === value,
    );

const eventType = 'com.example.conf';

/** Every operation that reads a body. */
export const jsonSpellings: Readonly<Record<string, CaseBody>> = Object.fromEntries([
  row({
    operation: 'send_message',
    requirement: 'MSG-08',
    async prepare({ owner }) {
      const roomId = await privateRoom(owner);
      const body = { msgtype: 'm.text', body: 'Tea / "milk"' };
      const done = lists(owner, roomId, 'm.room.message', 'body', body.body);
      return { user: owner, args: { roomId, body }, done };
    },
  }),
  row({
    operation: 'send_non_state_event',
    requirement: 'SEND-08',
    async prepare({ owner }) {
      const roomId = await privateRoom(owner);
      const body = { text: 'Tea', v: 1 };
      const done = lists(owner, roomId, eventType, 'text', 'Tea');
      return { user: owner, args: { roomId, eventType, body }, done };
    },
  }),
  row({
    operation: 'send_feedback',
    requirement: 'FEED-05',
    async prepare({ owner }) {
      const roomId = await privateRoom(owner);
      const body = await feedbackOn(owner, roomId);
      const done = lists(owner, roomId, 'm.room.message.feedback', 'type', body.type);
      return { user: owner, args: { roomId, body }, done };
    },
  }),
  row({
    operation: 'send_state_event',
    requirement: 'STATE-10',
    async prepare({ owner }) {
      const roomId = await privateRoom(owner);
      const body = { text: 'Tea', v: 1 };
      const done = lists(owner, roomId, eventType, 'text', 'Tea');
      return { user: owner, args: { roomId, eventType, stateKey: 'k', body }, done };
    },
  }),
  row({
    operation: 'set_topic',
    requirement: 'TOPIC-05',
    async prepare({ owner }) {
      const roomId = await privateRoom(owner);
      const done = async (): Promise<boolean> => (await topicOf(owner, roomId)) === 'Tea';
      return { user: owner, args: { roomId, body: { topic: 'Tea' } }, done };
    },
  }),
  row({
    operation: 'invite',
    requirement: 'INV-06',
    async prepare({ owner, guest }) {
      const roomId = await privateRoom(owner);
      const done = () => hasMembership(owner, roomId, guest, 'invite');
      return { user: owner, args: { roomId, body: { user_id: guest.id } }, done };
    },
  }),
  row({
    operation: 'ban',
    requirement: 'BAN-07',
    async prepare({ owner, guest }) {
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, guest);
      const done = () => hasMembership(owner, roomId, guest, 'ban');
      return { user: owner, args: { roomId, body: { user_id: guest.id, reason: 'Noise' } }, done };
    },
  }),
  row({
    operation: 'set_membership',
    requirement: 'SMEM-05',
    async prepare({ owner, guest }) {
      const roomId = await privateRoom(owner);
      const args = { roomId, userId: guest.id, body: { membership: 'invite' } };
      return { user: owner, args, done: () => hasMembership(owner, roomId, guest, 'invite') };
    },
  }),
  row({
    operation: 'join_room',
    requirement: 'JOIN-05',
    async prepare({ owner, guest }) {
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);
      return { user: guest, args: { roomId }, done: () => isJoined(owner, roomId, guest) };
    },
  }),
  row({
    operation: 'leave',
    requirement: 'LEAVE-05',
    async prepare({ owner, guest }) {
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, guest);
      const done = async (): Promise<boolean> => !(await isJoined(owner, roomId, guest));
      return { user: guest, args: { roomId }, done };
    },
  }),
  row({
    operation: 'create_room',
    requirement: 'CREATE-08',
    prepare({ owner, guest }) {
      const body = { visibility: 'public', name: 'Kitchen', topic: 'Tea' };
      const done = async ({ json }: Reply): Promise<boolean> => {
        const roomId = at(json, 'room_id');
        if (typeof roomId !== 'string' || (await topicOf(owner, roomId)) !== 'Tea') return false;
        if (!owner.known.publicRoomsOpen) return true;
        return isSuccess(await guest.call('join_room', { roomId }));
      };
      return Promise.resolve({ user: owner, args: { body }, done });
    },
  }),
]);
