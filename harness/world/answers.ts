import type { Reply } from '../judge/user.ts';
import { Broken } from '../judge/verdict.ts';
import { isArray, isObject } from '../document/json.ts';

export const isSuccess = (reply: Reply): boolean => reply.status >= 200 && reply.status <= 299;

/*
 * Evidence: an assertion about what a target sent says something only if it is there. These throw Broken where it is
 * not, so that the case judges nothing.
 */

/**
 * A reply that must be a success for anything to be read from it: a control, or an answer whose contents are judged.
 * @throws Broken where it is not: cases of that operation judge whether it succeeds
 */
export function requireSuccess(reply: Reply): Reply {
  if (isSuccess(reply)) return reply;
  const what = reply.operation ?? reply.exchange.request.path;
  throw new Broken(
    `${what} should succeed here, or there is nothing to judge (status ${reply.status})`,
  );
}

/** A list that an assertion is about. @throws Broken where it is empty, since that would hold for every empty list */
export function someOf<T>(list: readonly T[], what: string): readonly T[] {
  if (list.length > 0) return list;
  throw new Broken(`there is no ${what} to judge`);
}

/** What a success lists, by itself or under a key. @throws Broken where it is not a success or lists nothing */
export function listedIn(reply: Reply, what: string, key?: string): readonly unknown[] {
  const { json } = requireSuccess(reply);
  const list = key === undefined ? json : at(json, key);
  return someOf(isArray(list) ? list : [], what);
}

/** The value under a key of JSON that has not been validated; undefined where the key is missing. */
export const at = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** Whether an answer's body is an error object (CONV-05). */
export const isErrorObject = ({ json }: Reply): boolean =>
  isObject(json) && typeof json['errcode'] === 'string' && typeof json['error'] === 'string';

/** The errcode of an answer; undefined where it has none. */
export function errcodeOf({ json }: Reply): string | undefined {
  const errcode = isObject(json) ? json['errcode'] : undefined;
  return typeof errcode === 'string' ? errcode : undefined;
}

/** Whether an answer could be the target's answer for unknown paths and methods (CONV-15). */
export function isUnrouted(reply: Reply): boolean {
  if (reply.status === 405) return true;
  const errcode = errcodeOf(reply);
  const refused = reply.status === 400 || reply.status === 404;
  return refused && (errcode === undefined || errcode === 'M_UNRECOGNIZED');
}

/** The media type of an answer, in lower case; '' where there is none. */
export function contentTypeOf({ exchange: { answer } }: Reply): string {
  const type = answer.kind === 'answer' ? answer.headers['content-type'] : undefined;
  return type?.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Whether an answer's body is JSON in UTF-8. */
export const isJson = ({ exchange: { answer } }: Reply): boolean =>
  answer.kind === 'answer' && answer.body.json.ok;
