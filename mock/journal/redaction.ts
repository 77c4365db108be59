import { readBody } from '../../harness/wire/exchange.ts';
import { createRedactor } from '../../harness/wire/redact.ts';
import {
  hideSecretPairs,
  hideSecretValues,
  isSecretHeader,
  isSecretKey,
  secretMark,
} from '../../harness/wire/secret-fields.ts';
import type { Homeserver, RequestHeaders } from '../../reference-server/index.ts';

/** Hides access tokens and passwords in what is told of a world. */
export interface Redaction {
  readonly text: (text: string) => string;
  /** Names in lower case; values that carry credentials are hidden. */
  readonly headers: (headers: RequestHeaders) => Readonly<Record<string, string>>;
  readonly query: (name: string, value: string) => string;
  /** JSON as a value, everything else as text; null for no body. */
  readonly body: (body: string | Uint8Array) => unknown;
}

const made = new WeakMap<Homeserver, Redaction>();

/** The redaction of a world, made once. */
export function redactionOf(home: Homeserver): Redaction {
  const redaction = made.get(home) ?? createRedaction(home);
  made.set(home, redaction);
  return redaction;
}

/** How often a client may have percent-encoded something, at most. */
const mostEncodings = 3;

/** Makes the redaction of a world. It learns the tokens that the world has given out when it is used. */
function createRedaction({ world }: Homeserver): Redaction {
  const redactor = createRedactor();
  let learned = 0;
  const learn = (): void => {
    const { callers } = world.accounts;
    if (callers.size === learned) return;
    for (const [token, { userId }] of [...callers].slice(learned)) redactor.learn(token, userId);
    learned = callers.size;
  };
  const withoutKnown = (input: string): string => {
    learn();
    // A secret can be percent-encoded in many ways: what is one when decoded is shown decoded, without it.
    let readable = input;
    for (let round = 0; round < mostEncodings && readable.includes('%'); round += 1) {
      readable = decodePercent(readable);
      const told = redactor.text(readable);
      if (told !== readable) return told;
    }
    return redactor.text(input);
  };
  const text = (input: string): string => hideSecretPairs(withoutKnown(input));

  return {
    text,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) => {
          if (value === undefined) return [];
          const joined = typeof value === 'string' ? value : value.join(', ');
          return [[name, isSecretHeader(name) ? secretMark : text(joined)]];
        }),
      ),
    query: (name, value) => (isSecretKey(name) ? secretMark : withoutKnown(value)),
    body(body) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      if (bytes.length === 0) return null;
      const { json, text: read } = readBody(bytes);
      return json.ok ? hideSecretValues(json.value, withoutKnown) : text(read);
    },
  };
}

/** Decodes what is percent-encoded UTF-8, and leaves the rest as it is. */
const decodePercent = (text: string): string =>
  text.replaceAll(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
