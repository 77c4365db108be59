import type { RequirementId } from '../../../harness/document/ids.ts';
import type { User } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isSuccess, requireSuccess } from '../../../harness/world/answers.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import { voidAnswer } from './void-answers.ts';

/** Which requirements speak of a request whose body holds nothing: join_room and leave. */
interface Requirements {
  readonly method: RequirementId;
  readonly answer: RequirementId;
  /** The operation takes JSON, although it declares no body. */
  readonly body: RequirementId;
}

/**
 * The cases of join_room and leave about the request itself. They declare no body but take JSON: an empty object works,
 * and a request without a body may be refused, which is recorded as a reading.
 * @param setUp brings a user to where the request is allowed
 */
export function ownMembershipCases(
  operation: 'join_room' | 'leave',
  ids: { readonly success: string; readonly bodyless: string },
  title: string,
  { method, answer, body }: Requirements,
  setUp: (owner: User, roomId: string, user: User) => Promise<void>,
): Readonly<Record<string, CaseBody>> {
  return {
    [ids.success]: {
      title,
      requires: [method, answer, body, 'CONV-14'],
      async run({ users, must, reading }) {
        const [owner, user] = await users('owner', 'user');
        const roomId = await privateRoom(owner);
        await setUp(owner, roomId, user);

        const reply = await user.call(operation, { roomId, body: {} });

        // If the request works without a body and not with one, it is refused because of the body.
        const isRefusedForBody =
          !isSuccess(reply) &&
          isSuccess(await user.call(operation, { roomId }, { bodyless: true }));
        must.on(body).violatedIf(isRefusedForBody, 'a JSON body', 'understood', 'refused');
        must.on(method).succeed(reply);
        must.on(body).succeed(reply);
        must.on(answer).conform(operation, reply);
        must.on('CONV-14').succeed(reply);
        reading('void-body', voidAnswer(reply));
      },
    },
    [ids.bodyless]: {
      title: `${operation} works with an empty object as its body; without a body it may be refused`,
      requires: [body],
      async run({ users, must, reading }) {
        const [owner, user] = await users('owner', 'user');
        const roomId = await privateRoom(owner);
        await setUp(owner, roomId, user);

        const reply = await user.call(operation, { roomId }, { bodyless: true });

        const another = await privateRoom(owner);
        await setUp(owner, another, user);
        const withBody = await user.call(operation, { roomId: another, body: {} });
        // If neither request works, the body is not the reason.
        if (!isSuccess(reply)) requireSuccess(withBody);
        must.succeed(withBody);
        const name = operation === 'leave' ? 'bodyless-leave' : 'bodyless-join';
        if (isSuccess(reply)) reading(name, 'accepted');
        else if (reply.status === 400) reading(name, 'refused');
      },
    },
  };
}
