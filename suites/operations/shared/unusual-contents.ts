import type { Reply, User } from '../../../harness/judge/user.ts';
import { includes } from '../../../harness/judge/compare.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { newest } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import { unusualKeys, unusualTexts, unusualValues, type UnusualContent } from './unusual-json.ts';

/** An operation that puts a content into a room. */
interface Carrier {
  /** As titles say it. */
  readonly thing: string;
  /** The requirement that the content comes back. */
  readonly requirement: RequirementId;
  /** Why a target may refuse it whatever its content, if it may. */
  readonly mayBeRefused?: string;
  /** Sends a content; `mark` is another one each time. */
  readonly send: (user: User, roomId: string, content: JsonObject, mark: string) => Promise<Reply>;
}

/** The key that tells the events of a case apart. */
const markKey = 'com.example.mark';

/** The event of a content by its mark or, where the mark itself did not come back, by the id that was answered. */
const eventOf = (
  listed: readonly MessageEvent[],
  mark: string,
  reply: Reply,
): MessageEvent | undefined =>
  listed.find((e) => e.content[markKey] === mark) ??
  listed.find((e) => e.event_id === at(reply.json, 'event_id') || e['state_key'] === mark);

/** What is sent must come back. A content that the target refuses is recorded and not judged, unless it answers 5xx. */
const contentCase = (
  { thing, requirement, mayBeRefused, send }: Carrier,
  noun: string,
  contents: readonly UnusualContent[],
): CaseBody => ({
  title: `A ${thing} with unusual ${noun} comes back as it was sent, if it is accepted`,
  requires: [requirement],
  async run({ users, must, fresh, reading }) {
    const [owner] = await users('owner');
    const roomId = await privateRoom(owner);
    const plain = await send(owner, roomId, { [markKey]: 'plain' }, 'plain');
    if (!isSuccess(plain)) {
      if (mayBeRefused === undefined)
        throw new Broken(`a plain ${thing} is refused (${plain.status})`);
      must.notApplicable(requirement, mayBeRefused);
      return;
    }

    // Most targets keep all of them, so they come together first; what is not kept so is sent alone, and judged alone.
    const together = merged(contents);
    const first = fresh();
    if (isSuccess(await send(owner, roomId, { [markKey]: first, ...together }, first))) {
      const kept = (await newest(owner, roomId)).find((e) => e.content[markKey] === first)?.content;
      if (kept !== undefined && includes(kept, together)) {
        must.include(kept, together, `${thing} with unusual ${noun}`);
        reading('unusual-json', 'all');
        return;
      }
    }

    const sent: (UnusualContent & { readonly mark: string; readonly reply: Reply })[] = [];
    for (const { what, content } of contents) {
      const mark = fresh();
      const reply = await send(owner, roomId, { [markKey]: mark, ...content }, mark);
      must.that(reply.status < 500, `answer to ${what}`, 'a success or a 4xx', reply.status);
      if (isSuccess(reply)) sent.push({ what, content, mark, reply });
    }

    reading('unusual-json', sent.length === contents.length ? 'all' : 'some refused');
    const listed = await newest(owner, roomId);
    for (const { what, content, mark, reply } of sent) {
      const event = eventOf(listed, mark, reply);
      if (event === undefined) throw new Broken(`${what}: the event is not in messages`);
      must.include(event.content, content, `${thing} with ${what}`);
    }
  },
});

/** All contents in one: a key that an earlier one has as well gets a number. */
const merged = (contents: readonly UnusualContent[]): JsonObject =>
  contents.reduce<JsonObject>((all, { content }, i) => {
    const entries = Object.entries(content).map(
      ([key, value]) => [Object.hasOwn(all, key) ? `${key} ${i}` : key, value] as const,
    );
    return Object.fromEntries([...Object.entries(all), ...entries]);
  }, {});

/** Three cases for an operation that puts a content into a room: unusual texts, unusual keys and unusual values. */
export const unusualContentCases = (carrier: Carrier): Readonly<Record<string, CaseBody>> => ({
  'unusual-texts-come-back': contentCase(carrier, 'texts', unusualTexts),
  'unusual-keys-come-back': contentCase(carrier, 'keys', unusualKeys),
  'unusual-values-come-back': contentCase(carrier, 'values', unusualValues),
});

/** Names of types and keys that are legal and rarely chosen; each is unique in the run by `mark`. */
export const unusualNames = (mark: string): readonly (readonly [what: string, name: string])[] => [
  ['dashes and tildes', `com.example.a-b_c~${mark}`],
  ['a plus', `com.example.a+b.${mark}`],
  ['a dot at its end', `com.example.${mark}.`],
  ['two dots in a row', `com..${mark}`],
  ['capitals', `COM.Example.${mark}`],
  ['digits alone', '0042'],
  ['a word of JavaScript', `constructor`],
  ['255 characters', `com.example.${mark}`.padEnd(255, 'x')],
  ['characters beyond ASCII', `com.example.\u00fcn\u00ef.${mark}`],
];
