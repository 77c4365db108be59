import type { CallOptions, User } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';

/** Which rows speak of the body that names a user. */
interface Rows {
  /** The body is a JSON object. */
  readonly object: RequirementId;
  /** user_id is a fully-qualified id. */
  readonly userId: RequirementId;
  readonly userIdModel: RequirementId;
  /** user_id is there. */
  readonly present: RequirementId;
}

/**
 * The cases that invite and ban owe the body that names their target: what is no JSON object, what names nobody
 * and what names a bare localpart is 400 and changes nothing, and the same request with the whole id succeeds.
 * @param scene a room in which the owner's request about `target` succeeds. @returns its id
 */
export function targetBodyCases(
  operation: 'invite' | 'ban',
  rows: Rows,
  scene: (owner: User, target: User) => Promise<string>,
): Readonly<Record<string, CaseBody>> {
  return {
    'body-that-is-no-json-object-is-refused': {
      title: `${operation} is refused when its body is not a JSON object`,
      requires: [rows.object],
      async run({ users, must }) {
        const [owner, target] = await users('owner', 'target');
        const roomId = await scene(owner, target);
        const body = { user_id: target.id };

        const good = JSON.stringify(body);
        const spoilt: readonly CallOptions[] = [
          { raw: good.slice(0, -1) },
          { raw: `user_id=${target.id}` },
          { bodyless: true },
          { raw: `[${good}]` },
          { raw: JSON.stringify(good) },
          { raw: '5' },
        ];
        for (const options of spoilt) {
          const args = { roomId, body };
          await must.refuse(400, owner, operation, args, {
            ...options,
            wrong: true,
            observer: owner,
          });
        }
        await owner.need(operation, { roomId, body });
      },
    },
    'body-without-user-id-is-refused': {
      title: `${operation} is refused when its body names no user`,
      requires: [rows.present],
      async run({ users, must }) {
        const [owner, target] = await users('owner', 'target');
        const roomId = await scene(owner, target);

        await must.refuse(400, owner, operation, { roomId, body: {} }, { observer: owner });
        const other = { roomId, body: { user: target.id } };
        await must.refuse(400, owner, operation, other, { observer: owner });
        await owner.need(operation, { roomId, body: { user_id: target.id } });
      },
    },
    'bare-localpart-is-refused': {
      title: `${operation} is refused when user_id is a bare localpart`,
      requires: [rows.userId, rows.userIdModel],
      async run({ users, must }) {
        const [owner, target] = await users('owner', 'target');
        const roomId = await scene(owner, target);
        const localpart = target.id.slice(1).split(':')[0];

        const bare = { roomId, body: { user_id: localpart } };
        const refused = await must.refuse(400, owner, operation, bare, { observer: owner });
        must.on(rows.userIdModel).status(refused, 400);
        await owner.need(operation, { roomId, body: { user_id: target.id } });
      },
    },
  };
}
