import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { ApiError } from '../errors.ts';
import type {
  Answer,
  Answers,
  Context,
  Operation,
  OperationName,
  Parts,
  Permit,
  Request,
  Validate,
  WireAnswer,
} from '../parts.ts';
import type { Spoil } from './fault.ts';

/** Replaces operations, each by something made of the right one. */
export const operation =
  (names: readonly OperationName[], wrap: (right: Operation) => Operation): Spoil =>
  ({ operations }) => ({
    operations: {
      ...operations,
      ...Object.fromEntries(names.map((name) => [name, wrap(operations[name])])),
    },
  });

/** Lets some operations work with spoiled parts, and all others with the right ones. */
export const within =
  (names: readonly OperationName[], spoil: Spoil): Spoil =>
  (right) => {
    const parts = { ...right, ...spoil(right) };
    return operation(names, (perform) => (context) => perform({ ...context, parts }))(right);
  };

/** One fault that takes two parts: the second is made of what the first left. */
export const both =
  (first: Spoil, second: Spoil): Spoil =>
  (right) => {
    const changed = first(right);
    return { ...changed, ...second({ ...right, ...changed }) };
  };

/** Changes what operations answer when they succeed. */
export const answering = (
  names: readonly OperationName[],
  change: (body: JsonObject, context: Context) => unknown,
): Spoil =>
  operation(names, (perform) => async (context) => {
    const answer = await perform(context);
    return { ...answer, body: isObject(answer.body) ? change(answer.body, context) : answer.body };
  });

/** Succeeds with another status. */
export const succeedingWith = (names: readonly OperationName[], status: number): Spoil =>
  operation(names, (perform) => async (context) => ({ ...(await perform(context)), status }));

/** Does something before an operation: mostly, throws. */
export const before = (names: readonly OperationName[], check: (context: Context) => void): Spoil =>
  operation(names, (perform) => (context) => {
    check(context);
    return perform(context);
  });

/** Meets the refusals of an operation: may return an answer, or throw another one. */
export const refusing = (
  names: readonly OperationName[],
  meet: (error: ApiError, context: Context, perform: Operation) => Answer | Promise<Answer>,
): Spoil =>
  operation(names, (perform) => async (context) => {
    try {
      return await perform(context);
    } catch (error) {
      if (error instanceof ApiError) return meet(error, context, perform);
      throw error;
    }
  });

/** Changes who may do what. */
export const permitting =
  (change: (right: Permit) => Partial<Permit>): Spoil =>
  ({ permit }) => ({ permit: { ...permit, ...change(permit) } });

/** Changes how requests are read and checked. */
export const validating =
  (change: (right: Validate) => Partial<Validate>): Spoil =>
  ({ validate }) => ({ validate: { ...validate, ...change(validate) } });

/** Changes what answers look like. */
export const wording =
  (change: (right: Answers) => Partial<Answers>): Spoil =>
  ({ answer }) => ({ answer: { ...answer, ...change(answer) } });

/** Changes how pages are cut. */
export const paging =
  (change: (right: Parts['page']) => Partial<Parts['page']>): Spoil =>
  ({ page }) => ({ page: { ...page, ...change(page) } });

/** Changes what a room says of itself. */
export const viewing =
  (change: (right: Parts['view']) => Partial<Parts['view']>): Spoil =>
  ({ view }) => ({ view: { ...view, ...change(view) } });

/** Changes what is checked and appended in one breath. */
export const acting =
  (change: (right: Parts['act']) => Partial<Parts['act']>): Spoil =>
  ({ act }) => ({ act: { ...act, ...change(act) } });

/** Changes how rooms are made, found and written. */
export const housing =
  (change: (right: Parts['rooms']) => Partial<Parts['rooms']>): Spoil =>
  ({ rooms }) => ({ rooms: { ...rooms, ...change(rooms) } });

/** Changes bytes and headers of the answers that are chosen. */
export const onWire =
  (
    chosen: (operation: OperationName | undefined, answer: WireAnswer, request: Request) => boolean,
    change: (answer: WireAnswer) => WireAnswer,
  ): Spoil =>
  () => ({
    onAnswer: (name, request, answer) => (chosen(name, answer, request) ? change(answer) : answer),
  });

/** @returns the object without one of its keys. */
export function omit(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== key));
}

/** @returns the name in the form of an id of a fault: `set_topic` becomes `set-topic`. */
export function kebab(name: OperationName): string {
  return name.replaceAll('_', '-');
}
