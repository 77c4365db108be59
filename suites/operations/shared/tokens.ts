import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { errcodeOf, isSuccess } from '../../../harness/world/answers.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../../harness/document/ids.ts';

/** A request that succeeds with a token, and what must not change when it comes without one. */
export interface TokenScene<N extends Nickname> {
  readonly args: Arguments[N];
  /** Whom the request comes from, if not from the owner. */
  readonly actor?: User;
  /** The room to re-read, if the request does not name one by its id. */
  readonly roomId?: string;
}

/** The twin: where the request fails with its token too, its refusal without one said nothing. @throws Broken */
function requireSuccess(reply: Reply): void {
  if (isSuccess(reply)) return;
  throw new Broken(`${reply.operation} with the token of its user got status ${reply.status}`);
}

/**
 * The two cases that every operation owes its token: refused without one (META-09, META-10 for reads) and with
 * an unknown one, nothing changed, and the same request with the token succeeds.
 * @param scene makes a fresh request that succeeds with the actor's token; `other` is a second user
 */
export function tokenCases<N extends Nickname>(
  operation: N,
  scene: (owner: User, other: User) => Promise<TokenScene<N>>,
): Readonly<Record<string, CaseBody>> {
  const scheme: RequirementId = operation.startsWith('get_') ? 'META-10' : 'META-09';
  return {
    'refused-without-token': {
      title: `${operation} is refused without a token`,
      requires: [scheme, 'CONV-02'],
      async run({ users, must, reading }) {
        const [owner, other] = await users('owner', 'other');
        const { args, actor = owner, ...room } = await scene(owner, other);

        const options = { token: 'none', observer: owner, ...room } as const;
        const reply = await must.refuse('refused', actor, operation, args, options);
        must.on('CONV-02').status(reply, [401, 403]);
        reading('missing-token-status', String(reply.status));
        requireSuccess(await actor.call(operation, args));
      },
    },
    'refused-with-unknown-token': {
      title: `${operation} is refused with an unknown token`,
      requires: ['CONV-03'],
      async run({ users, must }) {
        const [owner, other] = await users('owner', 'other');
        const { args, actor = owner, ...room } = await scene(owner, other);

        const options = { token: 'unknown', observer: owner, ...room } as const;
        const reply = await must.refuse([401, 403], actor, operation, args, options);
        // An error without an errcode is CONV-05's business.
        const errcode = errcodeOf(reply) ?? 'M_UNKNOWN_TOKEN';
        must.equal(errcode, 'M_UNKNOWN_TOKEN', 'errcode of an unknown token');
        requireSuccess(await actor.call(operation, args));
      },
    },
  };
}
