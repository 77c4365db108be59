import type { User } from '../../harness/expect/actor.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../harness/spec/ids.ts';

/** A request that succeeds with a token, and what must not change when it comes without one. */
export interface TokenScene<N extends Nickname> {
  readonly args: Arguments[N];
  /** Whom the request comes from, if not from the owner. */
  readonly actor?: User;
  /** The room to re-read, if the request does not name one by its id. */
  readonly roomId?: string;
}

/**
 * The two cases that every operation owes its token (META-09, META-10 for reads): refused without one and with
 * an unknown one, nothing changed, and the same request with the token succeeds.
 * @param scene makes a fresh request that succeeds with the actor's token; `other` is a second user
 */
export function tokenCases<N extends Nickname>(
  operation: N,
  scene: (owner: User, other: User) => Promise<TokenScene<N>>,
): Readonly<Record<string, CaseBody>> {
  const scheme: RequirementId = operation.startsWith('get_') ? 'META-10' : 'META-09';
  const refused = (token: 'none' | 'unknown', convention: 'CONV-02' | 'CONV-03'): CaseBody => ({
    title: `${operation} is refused ${token === 'none' ? 'without a token' : 'with an unknown token'}`,
    requires: [scheme, convention],
    async run({ users, must, reading }) {
      const [owner, other] = await users('owner', 'other');
      const { args, actor = owner, roomId } = await scene(owner, other);
      const options = { token, witness: owner, ...(roomId === undefined ? {} : { roomId }) };

      const reply = await must.refuse('refused', actor, operation, args, options);
      must.on(convention).status(reply, [401, 403]);
      if (token === 'none') reading('missing-token-status', String(reply.status));
      if (token === 'unknown') {
        must.on(convention).include(reply.json, { errcode: 'M_UNKNOWN_TOKEN' }, 'errcode of an unknown token');
      }
      await must.allow(actor, operation, args);
    },
  });
  return {
    'refused-without-token': refused('none', 'CONV-02'),
    'refused-with-unknown-token': refused('unknown', 'CONV-03'),
  };
}
