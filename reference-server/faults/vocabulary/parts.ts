import type { JsonObject } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import type { Answers, Context, Operation, OperationName, Parts } from '../../parts.ts';
import type { Permissions, Request, Validate, WireAnswer } from '../../parts.ts';
import type { Spoil } from '../fault.ts';

/** Replaces operations, each by something made of the right one. */
export const wrapOperation =
  (names: readonly OperationName[], wrap: (right: Operation) => Operation): Spoil =>
  ({ operations }) => ({
    operations: {
      ...operations,
      ...Object.fromEntries(names.map((name) => [name, wrap(operations[name])])),
    },
  });

/** Some operations work with the spoiled parts, all others with the right ones. */
export const onlyIn =
  (names: readonly OperationName[], spoil: Spoil): Spoil =>
  (right) => {
    const parts = { ...right, ...spoil(right) };
    return wrapOperation(names, (perform) => (context) => perform({ ...context, parts }))(right);
  };

/** One operation works with parts that are spoiled anew for every request. */
export const perRequest = (name: OperationName, spoilFor: (context: Context) => Spoil): Spoil =>
  wrapOperation([name], (perform) => (context) => {
    const { parts } = context;
    return perform({ ...context, parts: { ...parts, ...spoilFor(context)(parts) } });
  });

/** Spoils two parts: the second is made of what the first left. */
export const both =
  (first: Spoil, second: Spoil): Spoil =>
  (right) => {
    const changed = first(right);
    return { ...changed, ...second({ ...right, ...changed }) };
  };

/** Changes the body of a success, whatever it is. */
export const changeWholeBody = (
  names: readonly OperationName[],
  change: (body: unknown) => unknown,
): Spoil =>
  wrapOperation(names, (perform) => async (context) => {
    const answer = await perform(context);
    return { ...answer, body: change(answer.body) };
  });

/** Changes the body of a success if it is an object. */
export const changeBody = (
  names: readonly OperationName[],
  change: (body: JsonObject, context: Context) => unknown,
): Spoil =>
  wrapOperation(names, (perform) => async (context) => {
    const answer = await perform(context);
    return { ...answer, body: isObject(answer.body) ? change(answer.body, context) : answer.body };
  });

/** Succeeds with another status. */
export const succeedWith = (names: readonly OperationName[], status: number): Spoil =>
  wrapOperation(names, (perform) => async (context) => ({ ...(await perform(context)), status }));

/** Does something before an operation; mostly it throws. */
export const before = (names: readonly OperationName[], check: (context: Context) => void): Spoil =>
  wrapOperation(names, (perform) => (context) => {
    check(context);
    return perform(context);
  });

/** Changes the parameters that an operation reads from the path. */
export const changeParams = (
  names: readonly OperationName[],
  change: (context: Context) => Partial<Context['params']>,
): Spoil =>
  wrapOperation(
    names,
    (perform) => (context) =>
      perform({ ...context, params: { ...context.params, ...change(context) } }),
  );

/** Changes who may do what. */
export const changePermissions =
  (change: (right: Permissions) => Partial<Permissions>): Spoil =>
  ({ permissions }) => ({ permissions: { ...permissions, ...change(permissions) } });

/** Changes how requests are read and checked. */
export const changeValidation =
  (change: (right: Validate) => Partial<Validate>): Spoil =>
  ({ validate }) => ({ validate: { ...validate, ...change(validate) } });

/** Changes what answers look like. */
export const changeAnswers =
  (change: (right: Answers) => Partial<Answers>): Spoil =>
  ({ answer }) => ({ answer: { ...answer, ...change(answer) } });

/** Changes how a room is read. */
export const changeView =
  (change: (right: Parts['view']) => Partial<Parts['view']>): Spoil =>
  ({ view }) => ({ view: { ...view, ...change(view) } });

/** Changes what is checked and appended in one step. */
export const changeActions =
  (change: (right: Parts['actions']) => Partial<Parts['actions']>): Spoil =>
  ({ actions }) => ({ actions: { ...actions, ...change(actions) } });

/** Changes the bytes and headers of the chosen answers. */
export const changeWire =
  (
    chosen: (operation: OperationName | undefined, answer: WireAnswer, request: Request) => boolean,
    change: (answer: WireAnswer) => WireAnswer,
  ): Spoil =>
  () => ({
    onAnswer: (name, request, answer) => (chosen(name, answer, request) ? change(answer) : answer),
  });

/** Another content type on the wire. */
export const withContentType =
  (type: string) =>
  (answer: WireAnswer): WireAnswer => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': type },
  });

/** Adds routes on which an operation can be used although it should not be there. */
export const addRoutes =
  (...routes: Parts['routes']): Spoil =>
  (right) => ({ routes: [...right.routes, ...routes] });

/** @returns the object without one of its keys. */
export function omit(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== key));
}

/** @returns the name in the form of an id of a fault: `set_topic` becomes `set-topic`. */
export function kebab(name: OperationName): string {
  return name.replaceAll('_', '-');
}
