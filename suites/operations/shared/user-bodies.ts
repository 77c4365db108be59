import { absentPut } from '../../../harness/judge/known.ts';
import { ofEach } from '../../../harness/judge/of-each.ts';
import type { User } from '../../../harness/judge/user.ts';
import { show } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { wrongBodies } from './bodies.ts';

/** The requirements of a body that names a user. */
interface Requirements {
  /** The body is a JSON object. */
  readonly object: RequirementId;
  /** user_id is a fully-qualified id, as the operation and as the model say. */
  readonly userId: RequirementId;
  readonly userIdModel: RequirementId;
  /** user_id is there. */
  readonly present: RequirementId;
}

const { empty, truncated, array, string, number } = wrongBodies;

/**
 * The body of invite and ban, which names a user. A body that is not a JSON object, one that names nobody and one
 * that names a localpart are answered 400 and change nothing; the same request with a full user id succeeds.
 * @param setup makes a room in which the owner's request about the user succeeds. @returns its id
 */
export function userBodyCases(
  operation: 'invite' | 'ban',
  requirements: Requirements,
  setup: (owner: User, user: User) => Promise<string>,
): Readonly<Record<string, CaseBody>> {
  return {
    'body-that-is-no-json-object-is-refused': {
      title: `${operation} answers 400 to a body that is not a JSON object`,
      requires: [requirements.object],
      async run({ users, must }) {
        const [owner, target] = await users('owner', 'target');
        const roomId = await setup(owner, target);
        const args = { roomId, body: { user_id: target.id } };

        const good = JSON.stringify(args.body);
        const bodies = [empty, truncated, array, string, number].map(({ options }) =>
          options(good),
        );
        await ofEach([...bodies, { raw: `user_id=${target.id}` }], show, async (body) => {
          const wrong = { ...body, wrong: true, observer: owner } as const;
          await must.refuse(400, owner, operation, args, wrong);
        });
        await owner.need(operation, args);
      },
    },
    'body-without-user-id-is-refused': {
      title: `${operation} answers 400 to a body that names no user`,
      requires: [requirements.present],
      async run({ users, must, profile, fresh }) {
        const [owner, target] = await users('owner', 'target');
        const roomId = await setup(owner, target);

        await ofEach([{}, { user: target.id }], show, async (body) => {
          await must.refuse(400, owner, operation, { roomId, body }, { observer: owner });
        });
        if (absentPut(profile, owner.known, operation) === undefined) {
          const put = { roomId, body: {}, txnId: fresh() };
          await must.refuse('refused', owner, operation, put, { observer: owner });
        }
        await owner.need(operation, { roomId, body: { user_id: target.id } });
      },
    },
    'bare-localpart-is-refused': {
      title: `${operation} answers 400 to a user_id without its @ or its domain, and refuses one that is not a string`,
      requires: [requirements.userId, requirements.userIdModel],
      async run({ users, must, profile, fresh }) {
        const [owner, target] = await users('owner', 'target');
        const roomId = await setup(owner, target);
        const bare = target.id.slice(1);
        const [localpart] = bare.split(':');

        // Known servers answer 500 to a user_id of another type (traps: current, 12): which refusal it is stays open.
        const ids = [
          [localpart, 400],
          [`@${localpart}`, 400],
          [bare, 400],
          [`#${bare}`, 400],
          [null, 'refused'],
          [[target.id], 'refused'],
          [{ id: target.id }, 'refused'],
        ] as const;
        await ofEach(ids, show, async ([user_id, expected]) => {
          const args = { roomId, body: { user_id } };
          const wrong = { wrong: true, observer: owner } as const;
          const refused = await must.refuse(expected, owner, operation, args, wrong);
          must.on(requirements.userIdModel).status(refused, expected);
        });
        if (absentPut(profile, owner.known, operation) === undefined) {
          const put = { roomId, body: { user_id: localpart }, txnId: fresh() };
          await must.refuse('refused', owner, operation, put, { observer: owner });
        }
        await owner.need(operation, { roomId, body: { user_id: target.id } });
      },
    },
  };
}
