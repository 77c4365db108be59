import { isArray, isObject } from '../document/json.ts';
import type { Spec } from '../document/load.ts';
import { type Conform, createConform } from '../judge/conform.ts';
import { createShapes } from '../judge/shape.ts';
import { passiveFindings } from '../judge/symptoms.ts';
import { type Body, readBody } from '../wire/exchange.ts';
import type { RequirementId } from '../document/ids.ts';
import type { Asked } from './state/happened.ts';
import type { TrafficAnswer } from './traffic-exchange.ts';

/** What is wrong with an answer, whatever came before it. */
export interface WrongAnswer {
  readonly requirement: RequirementId;
  readonly what: string;
}

/** Bodies of answers that are longer are not read, as in a run. */
const longest = 2 * 1024 * 1024;

const absent: Body = { bytes: 0, text: '', utf8: true, json: { ok: false } };

/** The body of an answer as it was read; null where it is not known, encoded, or too long. */
export function bodyOf({ body, headers }: TrafficAnswer): Body | null {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (body === null || body.length > longest || encoding !== 'identity') return null;
  return readBody(typeof body === 'string' ? Buffer.from(body) : body);
}

/** Judges single answers. @returns what is wrong with an answer, as in a run */
export type ResponseJudge = (
  asked: Asked,
  answer: TrafficAnswer,
  body: Body | null,
) => readonly WrongAnswer[];

/**
 * A body without events that were redacted, of which servers leave less than events have.
 * @param alone whether nobody redacts anything but the clients of the traffic
 */
function withoutRedacted(body: Body, alone: boolean): Body {
  if (!body.json.ok || !mayHoldRedacted(body.text, alone)) return body;
  return { ...body, json: { ok: true, value: unredacted(body.json.value, alone) } };
}

const mayHoldRedacted = (text: string, alone: boolean): boolean =>
  text.includes('"redacted_because"') || (!alone && /"content"\s*:\s*\{\s*\}/.test(text));

function unredacted(value: unknown, alone: boolean): unknown {
  const rest = (one: unknown): unknown => unredacted(one, alone);
  if (isArray(value))
    return value.filter((one) => !isRedacted(one) && (alone || !isEmptied(one))).map(rest);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rest(one)]));
}

/** Whether an event that is not state has no content: a redaction may have left nothing of it, without a word. */
const isEmptied = (value: unknown): boolean =>
  isObject(value) &&
  isObject(value['content']) &&
  Object.keys(value['content']).length === 0 &&
  !Object.hasOwn(value, 'state_key');

const isRedacted = (value: unknown): boolean =>
  isObject(value) &&
  (Object.hasOwn(value, 'redacted_because') ||
    (isObject(value['unsigned']) && Object.hasOwn(value['unsigned'], 'redacted_because')));

/** What is compiled of a specification, which takes a while. */
const compiled = new WeakMap<Spec, Conform>();

function conformOf(spec: Spec): Conform {
  const known = compiled.get(spec);
  if (known !== undefined) return known;
  const { declaration, register, profile } = spec;
  const conform = createConform(register, createShapes(declaration, profile), profile);
  compiled.set(spec, conform);
  return conform;
}

/**
 * Makes the judge of single answers by the same rules as in a run.
 * @param alone whether nobody redacts anything but the clients of the traffic
 */
export function createResponseJudge(spec: Spec, alone: boolean): ResponseJudge {
  const conform = conformOf(spec);
  return ({ matched, operation, method, span }, { status, headers, at }, body) => {
    if (matched.kind !== 'operation' || operation === null) return [];
    const { nickname, parameters, txnId } = matched;
    // These forms of the join are not declared, so that a server may answer as it answers to unknown paths.
    const unrouted = nickname === 'join' && (method === 'POST' || txnId !== null);
    const exchange = {
      request: {
        method,
        path: '',
        query: [],
        token: null,
        body: null,
        contentType: null,
        agent: '',
      },
      answer: { kind: 'answer', status, headers, body: withoutRedacted(body ?? absent, alone) },
      at: span.from,
      ms: at - span.from,
      waits: 0,
      retries: 0,
      gateways: 0,
      limited: [],
    } as const;
    const roomId = parameters['roomId'] ?? null;
    return conform({ exchange, operation, roomId, unrouted })
      .filter(({ what }) => body !== null || what === passiveFindings.success)
      .map(({ requirement, what, expected, received }) => ({
        requirement,
        what: `An answer of ${nickname} does not conform (${what}): expected ${expected}, received ${received}.`,
      }));
  };
}
