import { flatten } from '../wire/exchange.ts';
import type { Asked } from './state/happened.ts';
import type { TrafficRequest } from './traffic-exchange.ts';

/** Recordings have the names of headers as they were sent. */
export const lowerCased = (
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.keys(headers).some((name) => /[A-Z]/.test(name)) ? flatten(headers) : headers;

/** Whether a request without an access token may be authorized all the same, by what a gateway understands. */
export const isAuthorized = ({
  authorization,
  cookie,
}: Readonly<Record<string, string | undefined>>): boolean =>
  authorization !== undefined || cookie !== undefined;

/** What the judge of the state looks at of a body. @param body null where it is not known */
export const readBody = (
  body: Uint8Array | null,
  headers: TrafficRequest['headers'],
): Pick<Asked, 'body' | 'bytes' | 'form'> =>
  body === null
    ? { body: undefined, bytes: null, form: 'plain' }
    : {
        body: jsonOf(body, headers),
        bytes: body.length,
        form: formOf(body, headers['content-type']),
      };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bodies of requests that are longer are not read. */
const longestRequest = 256 * 1024;

/** The JSON of a body; undefined where it is none, or cannot be read. */
function jsonOf(body: Uint8Array, headers: TrafficRequest['headers']): unknown {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (body.length === 0 || body.length > longestRequest || encoding !== 'identity')
    return undefined;
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
}

/** What is unusual about the form of a body. */
function formOf(body: Uint8Array, type: string | undefined): Asked['form'] {
  if (body.length === 0) return 'plain';
  if (type?.includes('charset') === true) return 'charset';
  const isObjectAtOnce = body[0] === 0x7b && body.at(-1) === 0x7d;
  return isObjectAtOnce && !Buffer.from(body).includes('\\u00') ? 'plain' : 'spelling';
}
