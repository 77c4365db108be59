import { decodeText } from '../../harness/traffic/target.ts';

const words =
  'redacted|removed|hidden|masked|sanitized|sanitised|filtered|omitted|stripped|anonymized|anonymised|scrubbed|censored';

/** Whether a text stands in the place of another one that somebody took out, such as [REDACTED] or ***. */
const isMark = (text: string): boolean => mark.test(text);

const mark = new RegExp(`^\\W*(?:value\\W+)?(?:${words})\\W*$|^\\W*[*•█]{3,}\\W*$|^x{4,}$`, 'i');

/** Whether a JSON text holds a text that stands in the place of another one, or is one as a whole. */
export const holdsMark = (text: string): boolean => inJson.test(text) || isMark(text.slice(0, 100));

const inJson = new RegExp(`"[^\\w"\\\\]{0,3}(?:(?:${words})[^\\w"\\\\]{0,3}|[*•█]{3,})"`, 'i');

/** Whether something in an address was replaced, other than an access token. */
export function isMarked(target: string): boolean {
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  const pairs = question < 0 ? [] : target.slice(question + 1).split('&');
  const values = pairs
    .filter((pair) => !pair.startsWith('access_token='))
    .map((pair) => pair.slice(pair.indexOf('=') + 1));
  // An id has a sign before what was replaced, and a domain behind it.
  const parts = path.split('/').flatMap((part) => {
    const text = decodeText(part) ?? part;
    return [text, text.replace(/^[!@#$]/, '').replace(/:.*$/s, '')];
  });
  return [...parts, ...values.map((value) => decodeText(value) ?? value)].some(isMark);
}
