import type { Reply } from '../judge/user.ts';
import { isObject } from '../document/json.ts';

export const isSuccess = (reply: Reply): boolean => reply.status >= 200 && reply.status <= 299;

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
