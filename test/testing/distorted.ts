import fc, { type Arbitrary } from 'fast-check';
import { sendTo } from '../../selftest/in-process.ts';
import { isArray, isObject } from '../../harness/document/json.ts';
import { readBody } from '../../harness/wire/exchange.ts';
import type { Send } from '../../harness/wire/wire.ts';
import { createReferenceServer } from '../../reference-server/index.ts';

/** How one answer differs from that of a correct server. */
interface Distortion {
  readonly status: number | null;
  /** What is done to the place that `path` leads to; null leaves the body as it is. */
  readonly change: 'replace' | 'remove' | 'empty' | 'repeat' | null;
  /** At each level of the body, which of its places to go on with; the walk ends where there is none. */
  readonly path: readonly number[];
  readonly value: unknown;
}

/** Keys that objects have of themselves, and those that answers have: a case must trust neither. */
const keys = ['__proto__', 'constructor', 'length', 'toString', 'event_id', 'content', 'chunk', ''];

/** Stands for the access token of the request, as servers repeat it. */
const echo = '‹the token›';

const value: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    echo,
    `x${echo}`,
    { [echo]: echo, errcode: echo, error: `a token: ${echo}`, room_id: `!${echo}:h` },
    null,
    true,
    0,
    -0,
    1e308,
    '',
    'a',
    '\u0000',
    '\ud800',
    [],
    {},
    [[]],
    [null],
    {
      chunk: [],
      start: 'a',
      end: 'a',
    },
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
);

const status = fc.constantFrom(
  200,
  200,
  200,
  201,
  204,
  301,
  400,
  401,
  403,
  404,
  405,
  409,
  418,
  500,
  599,
);

const distortion: Arbitrary<Distortion> = fc.record({
  status: fc.option(status, { freq: 1 }),
  change: fc.option(fc.constantFrom('replace', 'remove', 'empty', 'repeat'), { freq: 3 }),
  path: fc.array(fc.nat(), { maxLength: 4 }),
  value,
});

/** How many distortions there are before they repeat. */
const pool = 5000;

/**
 * A reference server whose answers, but for those about accounts, are distorted one in `every` times: another status, or
 * another value in any place of the body. Equal seeds and requests give equal answers.
 * @param tokens is filled with the tokens of the requests
 */
export function distorted(seed: number, every: number, tokens = new Set<string>()): Send {
  const send = sendTo(createReferenceServer());
  const distortions = fc.sample(fc.tuple(fc.nat(every - 1), distortion), { numRuns: pool, seed });
  let sent = 0;
  return async (request) => {
    const exchange = await send(request);
    const { answer } = exchange;
    const [skip = 1, drawn] = distortions[sent++ % pool] ?? [];
    const isOfAccounts = /\/(register|login)$/.test(request.path);
    if (isOfAccounts || skip > 0 || drawn === undefined || answer.kind === 'none') return exchange;
    if (request.token !== null) tokens.add(request.token);
    const json = answer.body.json.ok ? answer.body.json.value : null;
    const changed = drawn.change === null ? json : distort(json, drawn.path, drawn);
    const body = readBody(
      Buffer.from((JSON.stringify(changed) ?? '').replaceAll(echo, request.token ?? '')),
    );
    return { ...exchange, answer: { ...answer, status: drawn.status ?? answer.status, body } };
  };
}

/** @returns the value with one place changed; undefined where it is removed */
function distort(json: unknown, path: readonly number[], drawn: Distortion): unknown {
  const [at, ...rest] = path;
  if (isArray(json) && json.length > 0 && at !== undefined) {
    const i = at % json.length;
    return json.flatMap((item, n) => {
      if (n !== i) return [item];
      if (rest.length === 0 && drawn.change === 'repeat') return [item, item];
      const changed = distort(item, rest, drawn);
      return changed === undefined ? [] : [changed];
    });
  }
  if (isObject(json) && at !== undefined) {
    const entries = Object.entries(json);
    const [key, item] = entries[at % Math.max(entries.length, 1)] ?? [];
    if (key !== undefined) return { ...json, [key]: distort(item, rest, drawn) };
  }
  return changeOf(json, drawn);
}

function changeOf(json: unknown, { change, value: other }: Distortion): unknown {
  if (change === 'remove') return undefined;
  if (change !== 'empty') return other;
  if (isArray(json)) return [];
  return isObject(json) ? {} : '';
}
