import type { Arguments, Nickname, RequirementId } from '../../harness/document/ids.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { at, isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn, newest } from '../../harness/world/pages.ts';
import { bring, hasMembership, invite, isJoined, topicOf } from '../../harness/world/rooms.ts';

/** A room, and who and what each request has of its own. */
interface Setup {
  readonly owner: User;
  readonly guest: User;
  readonly roomId: string;
  readonly text: string;
}

/** A request with a body, and whether it had the effect that the body asks for. */
export interface Prepared<N extends Nickname> {
  readonly user: User;
  readonly args: Arguments[N] & { readonly body?: object };
  readonly done: (reply: Reply) => Promise<boolean>;
}

/** An operation that reads a body. */
export interface JsonReader<N extends Nickname> {
  readonly operation: N;
  /** The requirement that its body is application/json. */
  readonly requirement: RequirementId;
  /** The requirement that a body that is not JSON is answered 400; null where the body may be ignored. */
  readonly refuses: RequirementId | null;
  /** Makes a fresh request that succeeds. */
  readonly prepare: (setup: Setup) => Promise<Prepared<N>>;
}

const lists =
  (reader: User, roomId: string, type: string, key: string, value: unknown) =>
  async (): Promise<boolean> =>
    (await newest(reader, roomId)).some(
      (event) => event.type === type && event.content[key] === value,
    );

const eventType = 'com.example.conf';

/** Every operation that reads a body. @param use is called with each */
export const withEachReader = <T>(
  use: <N extends Nickname>(reader: JsonReader<N>) => T,
): readonly T[] => [
  use({
    operation: 'send_message',
    requirement: 'MSG-08',
    refuses: 'MSG-09',
    prepare({ owner, roomId, text }) {
      const body = { msgtype: 'm.text', body: `${text} / "milk"` };
      const done = lists(owner, roomId, 'm.room.message', 'body', body.body);
      return Promise.resolve({ user: owner, args: { roomId, body }, done });
    },
  }),
  use({
    operation: 'send_non_state_event',
    requirement: 'SEND-08',
    refuses: 'SEND-11',
    prepare({ owner, roomId, text }) {
      const body = { text, v: 1 };
      const done = lists(owner, roomId, eventType, 'text', text);
      return Promise.resolve({ user: owner, args: { roomId, eventType, body }, done });
    },
  }),
  use({
    operation: 'send_feedback',
    requirement: 'FEED-05',
    refuses: 'FEED-06',
    async prepare({ owner, roomId }) {
      const body = await feedbackOn(owner, roomId);
      const target = body.target_event_id;
      const done = lists(owner, roomId, 'm.room.message.feedback', 'target_event_id', target);
      return { user: owner, args: { roomId, body }, done };
    },
  }),
  use({
    operation: 'send_state_event',
    requirement: 'STATE-10',
    refuses: 'STATE-11',
    prepare({ owner, roomId, text }) {
      const body = { text, v: 1 };
      const done = lists(owner, roomId, eventType, 'text', text);
      const args = { roomId, eventType, stateKey: text, body };
      return Promise.resolve({ user: owner, args, done });
    },
  }),
  use({
    operation: 'set_topic',
    requirement: 'TOPIC-05',
    refuses: 'TOPIC-06',
    prepare({ owner, roomId, text }) {
      const done = async (): Promise<boolean> => (await topicOf(owner, roomId)) === text;
      return Promise.resolve({ user: owner, args: { roomId, body: { topic: text } }, done });
    },
  }),
  use({
    operation: 'invite',
    requirement: 'INV-06',
    refuses: 'INV-08',
    prepare({ owner, guest, roomId }) {
      const done = () => hasMembership(owner, roomId, guest, 'invite');
      const args = { roomId, body: { user_id: guest.id } };
      return Promise.resolve({ user: owner, args, done });
    },
  }),
  use({
    operation: 'ban',
    requirement: 'BAN-07',
    refuses: 'BAN-09',
    async prepare({ owner, guest, roomId }) {
      await bring(owner, roomId, guest);
      const done = () => hasMembership(owner, roomId, guest, 'ban');
      return { user: owner, args: { roomId, body: { user_id: guest.id, reason: 'Noise' } }, done };
    },
  }),
  use({
    operation: 'set_membership',
    requirement: 'SMEM-05',
    refuses: 'SMEM-06',
    prepare({ owner, guest, roomId }) {
      const args = { roomId, userId: guest.id, body: { membership: 'invite' } };
      const done = () => hasMembership(owner, roomId, guest, 'invite');
      return Promise.resolve({ user: owner, args, done });
    },
  }),
  use({
    operation: 'join_room',
    requirement: 'JOIN-05',
    refuses: null,
    async prepare({ owner, guest, roomId }) {
      await invite(owner, roomId, guest);
      return { user: guest, args: { roomId }, done: () => isJoined(owner, roomId, guest) };
    },
  }),
  use({
    operation: 'leave',
    requirement: 'LEAVE-05',
    refuses: null,
    async prepare({ owner, guest, roomId }) {
      await bring(owner, roomId, guest);
      const done = async (): Promise<boolean> => !(await isJoined(owner, roomId, guest));
      return { user: guest, args: { roomId }, done };
    },
  }),
  use({
    operation: 'create_room',
    requirement: 'CREATE-08',
    refuses: 'CREATE-10',
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
];
