import type { User } from '../../../harness/judge/user.ts';
import type { CallOptions } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../../harness/document/ids.ts';

/** Bodies that are no JSON object, each made from one that would do. */
const bodies: Readonly<Record<string, (good: string) => CallOptions>> = {
  empty: () => ({ bodyless: true }),
  truncated: (good) => ({ raw: good.slice(0, -1) }),
  array: (good) => ({ raw: `[${good}]` }),
  string: (good) => ({ raw: JSON.stringify(good) }),
  number: () => ({ raw: '5' }),
  boolean: () => ({ raw: 'true' }),
  null: () => ({ raw: 'null' }),
};

/**
 * The cases of an operation whose body is an object: every other body is 400 and changes nothing, and the same
 * request with the object succeeds.
 * @param scene makes a fresh request of the owner's that succeeds
 */
export function badBodyCases<N extends Nickname>(
  operation: N,
  requirement: RequirementId,
  scene: (owner: User) => Promise<Arguments[N] & { readonly body: unknown }>,
): Readonly<Record<string, CaseBody>> {
  const cases = Object.entries(bodies).map(([kind, spoil]): [string, CaseBody] => [
    `${kind}-body-is-refused`,
    {
      title: `${operation} is refused when its body is ${kind === 'array' ? 'an' : 'a'} ${kind} one`,
      requires: [requirement],
      async run({ users, must }) {
        const [owner] = await users('owner');
        const args = await scene(owner);
        const spoilt = spoil(JSON.stringify(args.body));

        await must.refuse(400, owner, operation, args, { ...spoilt, wrong: true, observer: owner });
        must.succeed(await owner.call(operation, args));
      },
    },
  ]);
  return Object.fromEntries(cases);
}
