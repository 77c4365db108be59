import type { User } from '../../harness/judge/user.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn } from '../../harness/world/pages.ts';
import { bring, privateRoom } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { Arguments, Nickname } from '../../harness/document/ids.ts';

/** Bytes that stand for nothing in UTF-8: two that never occur, and a character without its second byte. */
const badBytes = ['\u00ff\u00fe', '\u00c3'] as const;

/** A refusal of the body; other statuses would blame the server or the user. */
const refusals = [400, 415, 422];

/**
 * A body that is not UTF-8 is refused, and the same request with a good body succeeds; or the body is read with other
 * characters in place of its bad bytes, as the decoders of many languages do.
 */
const notUtf8 = <N extends Nickname>(
  operation: N,
  argsOf: (
    owner: User,
    roomId: string,
    guest: User,
  ) => Promise<Arguments[N] & { body: object }> | (Arguments[N] & { body: object }),
): CaseBody => ({
  title: `${operation} refuses a body that is not UTF-8 and does nothing, or reads it with other characters`,
  requires: ['CONV-16'],
  async run({ users, must }) {
    const [owner, guest] = await users('owner', 'guest');
    const roomId = await privateRoom(owner, { topic: 'Tea' });
    const args = await argsOf(owner, roomId, guest);
    const text = JSON.stringify(args.body).slice(0, -1);
    const withBytes = (bytes: string) =>
      ({ wrong: true, raw: `${text},"com.example.bytes":"${bytes}"}`, latin1: true }) as const;

    const reply = await owner.call(operation, args, withBytes(badBytes[0]));
    must.status(reply, [200, ...refusals]);
    if (isSuccess(reply)) return;
    const rest = { ...withBytes(badBytes[1]), observer: owner, roomId };
    await must.refuse(refusals, owner, operation, args, rest);
    await owner.need(operation, args);
  },
});

const text = { msgtype: 'm.text', body: 'Hello' };
const event = { eventType: 'com.example.conf', body: { v: 1 } };

/** Every operation that reads a body, with one that is not UTF-8. */
export const bodiesThatAreNotUtf8: Readonly<Record<string, CaseBody>> = {
  'message-that-is-not-utf-8-is-refused-or-read': notUtf8('send_message', (_, roomId) => ({
    roomId,
    body: text,
  })),
  'event-that-is-not-utf-8-is-refused-or-read': notUtf8('send_non_state_event', (_, roomId) => ({
    roomId,
    ...event,
  })),
  'feedback-that-is-not-utf-8-is-refused-or-read': notUtf8(
    'send_feedback',
    async (owner, roomId) => ({
      roomId,
      body: await feedbackOn(owner, roomId),
    }),
  ),
  'state-that-is-not-utf-8-is-refused-or-read': notUtf8('send_state_event', (_, roomId) => ({
    roomId,
    ...event,
    stateKey: 'k',
  })),
  'topic-that-is-not-utf-8-is-refused-or-read': notUtf8('set_topic', (_, roomId) => ({
    roomId,
    body: { topic: 'Wine' },
  })),
  'invite-that-is-not-utf-8-is-refused-or-read': notUtf8('invite', (_, roomId, guest) => ({
    roomId,
    body: { user_id: guest.id },
  })),
  'ban-that-is-not-utf-8-is-refused-or-read': notUtf8('ban', async (owner, roomId, guest) => {
    await bring(owner, roomId, guest);
    return { roomId, body: { user_id: guest.id } };
  }),
  'membership-that-is-not-utf-8-is-refused-or-read': notUtf8(
    'set_membership',
    (_, roomId, guest) => ({
      roomId,
      userId: guest.id,
      body: { membership: 'invite' },
    }),
  ),
  'room-that-is-not-utf-8-is-refused-or-read': notUtf8('create_room', () => ({
    body: { visibility: 'private' },
  })),
};
