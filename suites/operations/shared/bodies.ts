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
  // What many languages take for nothing, and some servers for an object without keys.
  'empty-string': { what: 'an empty JSON string', options: () => ({ raw: '""' }) },
  zero: { what: 'the number 0', options: () => ({ raw: '0' }) },
  false: { what: 'a JSON false', options: () => ({ raw: 'false' }) },
} satisfies Readonly<Record<string, WrongBody>>;

export type WrongBodyName = keyof typeof wrongBodies;

/** The wrong bodies of each case. */
const bodiesOfEach: readonly (readonly [WrongBodyName, ...WrongBodyName[]])[] = [
  ['empty'],
  ['truncated'],
  ['array'],
  ['string', 'empty-string'],
  ['number', 'zero'],
  ['boolean', 'false'],
  ['null'],
];

/**
 * One case for each kind of body that is not a JSON object: it is answered 400 and changes nothing, and the same request
 * with an object succeeds.
 * @param setup makes a fresh request of the owner's that succeeds
 */
export function wrongBodyCases<N extends Nickname>(
  operation: N,
  requirement: RequirementId,
  setup: (owner: User) => Promise<Arguments[N] & { readonly body: unknown }>,
): Readonly<Record<string, CaseBody>> {
  const cases = bodiesOfEach.map((names): [string, CaseBody] => {
    const bodies: readonly WrongBody[] = names.map((name) => wrongBodies[name]);
    return [
      `${names[0]}-body-is-refused`,
      {
        title: `${operation} answers 400 to ${bodies.map(({ what }) => what).join(' and to ')}`,
        requires: [requirement],
        async run({ users, must }) {
          const [owner] = await users('owner');
          const args = await setup(owner);

          for (const { options } of bodies) {
            const wrong = { ...options(JSON.stringify(args.body)), wrong: true } as const;
            await must.refuse(400, owner, operation, args, { ...wrong, observer: owner });
          }
          requireSuccess(await owner.call(operation, args));
        },
      },
    ];
  });
  return Object.fromEntries(cases);
}
