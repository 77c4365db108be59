import { isObject, type JsonObject } from '../../harness/document/json.ts';
import type { Nickname } from '../../harness/document/ids.ts';
import type { CallOptions, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { privateRoom } from '../../harness/world/rooms.ts';
import { type JsonReader, type Prepared, withEachReader } from './json-readers.ts';

/** One JSON value, written in another way, or announced by another name of its media type. */
interface Spelling {
  readonly what: string;
  /** Whether it is the media type that is written otherwise: that is a matter of all operations (META-07). */
  readonly isMediaType?: true;
  readonly options: (body: JsonObject) => CallOptions;
}

const escaped = (text: string): string =>
  text.replaceAll(/[^]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Keys and texts with every character escaped: bodies here hold no characters beyond U+FFFF. */
const escapedJson = (value: unknown): string => {
  if (typeof value === 'string') return `"${escaped(value)}"`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, each]) => `"${escaped(key)}":${escapedJson(each)}`,
  );
  return `{${entries.join(',')}}`;
};

const reversed = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).toReversed());

const spellings: readonly Spelling[] = [
  {
    what: 'white space around and inside',
    options: (body) => ({ raw: ` \r\n\t${JSON.stringify(body, null, '\t ')}\n ` }),
  },
  { what: 'escapes for all characters', options: (body) => ({ raw: escapedJson(body) }) },
  {
    what: 'its keys in reverse order',
    options: (body) => ({ raw: JSON.stringify(reversed(body)) }),
  },
  {
    what: 'a charset in its media type',
    isMediaType: true,
    options: () => ({ contentType: 'application/json; charset=utf-8' }),
  },
  {
    what: 'capitals in its media type',
    isMediaType: true,
    options: () => ({ contentType: 'Application/JSON' }),
  },
];

/** A guest for the usual spelling before others, one for each other, and one for the usual spelling after a failure. */
const guestNames = ['guest', ...spellings.map(({ what }) => `guest of ${what}`), 'last guest'];

const caseOf = <N extends Nickname>({
  operation,
  requirement,
  prepare,
}: JsonReader<N>): CaseBody => ({
  title: `${operation} reads its body however the JSON is written`,
  requires: [requirement, 'META-07'],
  async run({ users, must, fresh }) {
    const [owner, ...guests] = await users('owner', ...guestNames);
    const roomId = await privateRoom(owner);
    const prepareFor = (guest: User): Promise<Prepared<N>> =>
      prepare({ owner, guest, roomId, text: `Tea ${fresh()}` });
    const asUsual = async ({ user, args, done }: Prepared<N>): Promise<void> => {
      const reply = await user.call(operation, args);
      if (!isSuccess(reply) || !(await done(reply)))
        throw new Broken(`${operation} has no effect with a body that is written as usual`);
    };
    const last = guests.pop();
    const prepared: Prepared<N>[] = [];
    for (const guest of guests) prepared.push(await prepareFor(guest));
    const [plain, ...rest] = prepared;
    if (plain === undefined || last === undefined) return;
    await asUsual(plain);

    for (const [i, { user, args, done }] of rest.entries()) {
      const spelling = spellings[i];
      if (spelling === undefined) continue;
      const { what, options, isMediaType } = spelling;
      const body = isObject(args.body) ? args.body : {};
      const reply = await user.call(operation, args, options(body));
      const isDone = isSuccess(reply) && (await done(reply));
      // A request that works once may not work again, however it is written.
      if (!isDone) await asUsual(await prepareFor(last));
      const held = isMediaType === true ? must.on('META-07') : must;
      held.that(isSuccess(reply), `answer to a body with ${what}`, 'a success', reply.status);
      held.that(isDone, `effect of a body with ${what}`, 'what it says', 'another one');
    }
  },
});

/** Every operation that reads a body. */
export const jsonSpellings: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  withEachReader((reader) => [
    `${reader.operation.replaceAll('_', '-')}-reads-any-spelling-of-json`,
    caseOf(reader),
  ]),
);
