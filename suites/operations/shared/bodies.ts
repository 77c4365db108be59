import type { CallOptions, User } from '../../../harness/judge/user.ts';
import { requireSuccess } from '../../../harness/world/answers.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { Arguments, Nickname, RequirementId } from '../../../harness/document/ids.ts';

/** How a body fails to be a JSON object. */
interface WrongBody {
  /** As titles say it. */
  readonly what: string;
  /** Makes it from the JSON text of a body that would be accepted. */
  readonly options: (good: string) => CallOptions;
}

/** Bodies that are not a JSON object. */
export const wrongBodies = {
  empty: { what: 'a missing body', options: () => ({ bodyless: true }) },
  truncated: { what: 'truncated JSON', options: (good) => ({ raw: good.slice(0, -1) }) },
  text: { what: 'plain text', options: () => ({ raw: 'plain text' }) },
  array: { what: 'a JSON array', options: (good) => ({ raw: `[${good}]` }) },
  'empty-array': { what: 'an empty JSON array', options: () => ({ raw: '[]' }) },
  string: { what: 'a JSON string', options: (good) => ({ raw: JSON.stringify(good) }) },
  number: { what: 'a JSON number', options: () => ({ raw: '5' }) },
  boolean: { what: 'a JSON boolean', options: () => ({ raw: 'true' }) },
  null: { what: 'a JSON null', options: () => ({ raw: 'null' }) },
} satisfies Readonly<Record<string, WrongBody>>;

export type WrongBodyName = keyof typeof wrongBodies;

const namesOfEach: readonly WrongBodyName[] = [
  'empty',
  'truncated',
  'array',
  'string',
  'number',
  'boolean',
  'null',
];

/**
 * One case for each body that is not a JSON object: it is answered 400 and changes nothing, and the same request
 * with an object succeeds.
 * @param setup makes a fresh request of the owner's that succeeds
 */
export function wrongBodyCases<N extends Nickname>(
  operation: N,
  requirement: RequirementId,
  setup: (owner: User) => Promise<Arguments[N] & { readonly body: unknown }>,
): Readonly<Record<string, CaseBody>> {
  const cases = namesOfEach.map((name): [string, CaseBody] => {
    const { what, options }: WrongBody = wrongBodies[name];
    return [
      `${name}-body-is-refused`,
      {
        title: `${operation} answers 400 to ${what}`,
        requires: [requirement],
        async run({ users, must }) {
          const [owner] = await users('owner');
          const args = await setup(owner);
          const wrong = { ...options(JSON.stringify(args.body)), wrong: true } as const;

          await must.refuse(400, owner, operation, args, { ...wrong, observer: owner });
          requireSuccess(await owner.call(operation, args));
        },
      },
    ];
  });
  return Object.fromEntries(cases);
}
