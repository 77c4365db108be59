import type { Nickname, RequirementId } from '../../harness/document/ids.ts';
import { isObject } from '../../harness/document/json.ts';
import { ofEach } from '../../harness/judge/of-each.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { privateRoom } from '../../harness/world/rooms.ts';
import { type JsonReader, withEachReader } from './json-readers.ts';

/** Texts that lenient readers take for the JSON of an object, and that RFC 8259 does not permit. */
const texts = (good: string): readonly (readonly [what: string, text: string])[] => [
  ['with the number NaN', good.replace('{', '{"x":NaN,')],
  ['with a comma behind its last key', `${good.slice(0, -1)},}`],
  ['in single quotes', good.replaceAll('"', "'")],
  ['behind a comment', `/* a comment */${good}`],
  ['that is followed by another one', `${good}${good}`],
];

const caseOf = <N extends Nickname>(
  { operation, prepare }: JsonReader<N>,
  refuses: RequirementId,
): CaseBody => ({
  title: `${operation} answers 400 to a body that is nearly JSON`,
  requires: [refuses],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const roomId = await privateRoom(owner);
    const { user, args, done } = await prepare({ owner, guest, roomId, text: `Tea ${fresh()}` });
    if (!isObject(args.body)) throw new Broken('the request has no body');

    const all = texts(JSON.stringify(args.body));
    await ofEach(
      all,
      ([what]) => what,
      async ([, raw]) => {
        await must.refuse(400, user, operation, args, { raw, wrong: true, observer: owner });
      },
    );
    const reply = await user.call(operation, args);
    if (!isSuccess(reply) || !(await done(reply)))
      throw new Broken(`${operation} has no effect with a body that is JSON`);
  },
});

/** Every operation that needs a body. */
export const nearlyJson: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  withEachReader((reader) => {
    const { operation, refuses } = reader;
    const name = `${operation.replaceAll('_', '-')}-refuses-what-is-nearly-json`;
    return refuses === null ? [] : [[name, caseOf(reader, refuses)] as const];
  }).flat(),
);
