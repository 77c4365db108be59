import type { User } from '../../../harness/judge/user.ts';
import { errcodeOf, requireSuccess } from '../../../harness/world/answers.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../../harness/document/ids.ts';

/** A request that succeeds with a token, and what must not change when it comes without one. */
export interface TokenSetup<N extends Nickname> {
  readonly args: Arguments[N];
  /** The user who sends the request, if it is not the owner. */
  readonly actor?: User;
  /** The room to read before and after, if the request does not name one by its id. */
  readonly roomId?: string;
  /** What the request has beside its arguments, such as the direction of a page. */
  readonly undeclared?: Readonly<Record<string, string>>;
}

/**
 * Two cases for an operation: it is refused without a token (META-09, or META-10 if it reads) and with an unknown
 * token, and changes nothing; the same request with a token succeeds.
 * @param setup makes a fresh request that succeeds with the actor's token; `other` is a second user
 */
export function tokenCases<N extends Nickname>(
  operation: N,
  setup: (owner: User, other: User, fresh: () => string) => Promise<TokenSetup<N>>,
): Readonly<Record<string, CaseBody>> {
  const scheme: RequirementId = operation.startsWith('get_') ? 'META-10' : 'META-09';
  return {
    'refused-without-token': {
      title: `${operation} is refused without a token`,
      requires: [scheme, 'CONV-02'],
      async run({ users, must, fresh, reading }) {
        const [owner, other] = await users('owner', 'other');
        const { args, actor = owner, ...room } = await setup(owner, other, fresh);

        const options = { token: 'none', observer: owner, ...room } as const;
        const reply = await must.refuse('refused', actor, operation, args, options);
        must.on('CONV-02').status(reply, [401, 403]);
        // If the request fails with a token too, its refusal without one says nothing.
        const { undeclared = {} } = room;
        requireSuccess(await actor.call(operation, args, { undeclared }));
        reading('missing-token-status', String(reply.status));
      },
    },
    'refused-with-unknown-token': {
      title: `${operation} is refused with an unknown token`,
      requires: ['CONV-03'],
      async run({ users, must, fresh }) {
        const [owner, other] = await users('owner', 'other');
        const { args, actor = owner, ...room } = await setup(owner, other, fresh);

        const options = { token: 'unknown', observer: owner, ...room } as const;
        const reply = await must.refuse([401, 403], actor, operation, args, options);
        const { undeclared = {} } = room;
        requireSuccess(await actor.call(operation, args, { undeclared }));
        // An error without an errcode is reported against CONV-05.
        const errcode = errcodeOf(reply);
        if (errcode !== undefined)
          must.equal(errcode, 'M_UNKNOWN_TOKEN', 'errcode for an unknown token');
      },
    },
  };
}
