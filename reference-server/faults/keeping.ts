import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { ApiError } from '../errors.ts';
import type { Nickname, Validate } from '../parts.ts';
import { type Spoil } from './fault.ts';
import { housing, refusing, validating, within } from './spoiling.ts';

const nothing = (): void => undefined;

/** The contents that have rules of their own. */
export type Content = 'message' | 'feedback' | 'topic';

/** A rule on contents that knows more, or less, than the right one. */
export const checking = (
  name: Content,
  check: (content: JsonObject, right: Validate[Content]) => void,
): Spoil =>
  validating((right) => ({ [name]: (content: JsonObject) => check(content, right[name]) }));

/** Contents are checked as if they said something else. */
export const asIf = (name: Content, change: (content: JsonObject) => JsonObject): Spoil =>
  checking(name, (content, right) => right(change(content)));

/** The msgtypes of the specification, or some of them. */
export const known: ReadonlySet<unknown> = new Set(['m.text', 'm.emote', 'm.notice', 'm.image']);

/** What a client sends is kept in another form. */
export const kept = (
  names: readonly Nickname[],
  change: (content: JsonObject) => JsonObject,
): Spoil =>
  within(
    names,
    housing(({ append }) => ({
      append: (context, room, draft) =>
        append(context, room, { ...draft, content: change(draft.content) }),
    })),
  );

/** Changes every value of a content. */
export const mapped =
  (change: (value: unknown) => unknown) =>
  (content: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(content).map(([key, value]) => [key, change(value)]));

/** Objects become the text that careless code makes of them. */
export const flat = mapped((value) => (typeof value === 'object' ? '[object Object]' : value));
/** Every value becomes a text. */
export const texts = mapped((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
/** Drops keys that are null, at any depth. */
export const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const rest = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(rest.map(([key, inner]) => [key, withoutNulls(inner)]));
};

/** Puts a text where there is a number. */
export const numberless = (value: unknown): unknown => (typeof value === 'number' ? '' : value);

/** A refused content is kept all the same. */
export const keptAllTheSame = (name: 'send_message' | 'send_feedback' | 'set_topic'): Spoil =>
  refusing([name], async (error, context, perform) => {
    const { validate } = context.parts;
    const blind = { ...validate, message: nothing, feedback: nothing, topic: nothing };
    if (error.status === 400)
      await perform({ ...context, parts: { ...context.parts, validate: blind } });
    throw error;
  });

/** The 400 of an operation is another status. */
export const refusedWith = (name: Nickname, status: number): Spoil =>
  refusing([name], ({ errcode, message, status: right }) => {
    throw new ApiError(right === 400 ? status : right, errcode, message);
  });

/** The operations that send what is no state. */
export const sending: readonly Nickname[] = [
  'send_non_state_event',
  'send_message',
  'send_feedback',
];
