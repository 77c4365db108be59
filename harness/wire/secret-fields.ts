/** Stands in the place of a secret. */
export const secretMark = '‹secret›';

/** Whether a key of a JSON object, or a name in a query, stands for a secret, whoever gave it out. */
export const isSecretKey = (key: string): boolean =>
  /^(?:access_token|refresh_token|token|password|new_password|secret)$/i.test(key);

/** Whether a header carries credentials. @param name in any case */
export const isSecretHeader = (name: string): boolean =>
  /^(?:authorization|proxy-authorization|cookie|set-cookie)$/i.test(name);

/** The same in text that is not JSON, such as a form or JSON that is cut off: quotation marks need not end. */
const secretPairs =
  /((["']?)\b(?:access_token|refresh_token|token|password|new_password|secret)\2\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s&,;}"']+)/gi;

/** A text without the values that stand behind names of secrets. */
export const hideSecretPairs = (text: string): string =>
  text.replaceAll(secretPairs, `$1${secretMark}`);

/** A copy of JSON without secrets. @param hide what becomes of every text, keys included */
export function hideSecretValues(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((one) => hideSecretValues(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      hide(key),
      isSecretKey(key) && typeof inner === 'string' ? secretMark : hideSecretValues(inner, hide),
    ]),
  );
}
