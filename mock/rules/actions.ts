import {
  ApiError,
  createDispatch,
  type Dispatch,
  type Homeserver,
  type WireAnswer,
} from '../../reference-server/index.ts';
import { faults } from '../../reference-server/faults/index.ts';
import type { Delivery } from '../transport/delivery.ts';
import type {
  Action,
  ActionObject,
  Delay,
  Malformation,
  PlainAction,
  Response,
} from './document.ts';
import { refusals } from './refusals.ts';

/** An action, ready to be applied to requests of one world. */
export interface CompiledAction {
  /** What the journal says of it, such as `refuse SMEM-11`. */
  readonly summary: string;
  readonly action: Action;
  readonly delay: Delay | null;
  readonly effect: Effect;
}

export type Effect =
  /** The request does not reach the server. */
  | { readonly kind: 'instead'; readonly deliver: () => Delivery }
  /** The server answers, the one with a fault if there is a `dispatch`; then something may happen to the answer. */
  | {
      readonly kind: 'answered';
      readonly dispatch: Dispatch | null;
      readonly deliver: (answer: WireAnswer) => Delivery;
    };

/** The names of actions, in the order in which the documentation tells them. */
export const actionNames = [
  'refuse',
  'error',
  'rateLimit',
  'respond',
  'passThrough',
  'never',
  'closeBefore',
  'closeAfter',
  'reset',
  'truncate',
  'contentLength',
  'trickle',
  'endless',
  'malformed',
  'redirect',
  'fault',
] as const satisfies readonly (keyof ActionObject)[];
export type ActionName = (typeof actionNames)[number];

/** The actions that an object names; a right document names one, or none beside a delay. */
export const namesOf = (action: ActionObject): readonly ActionName[] =>
  actionNames.filter((name) => action[name] !== undefined);

const whole = (answer: WireAnswer): Delivery => ({ kind: 'whole', answer });
const passThrough: Effect = { kind: 'answered', dispatch: null, deliver: whole };

/**
 * Compiles an action that `problemsOf` found nothing wrong with.
 * @throws RangeError for an unknown requirement or fault
 */
export function compileAction(action: Action, home: Homeserver): CompiledAction {
  if (typeof action === 'string') {
    return { summary: action, action, delay: null, effect: plain(action) };
  }
  const delay = action.delay ?? null;
  const [name] = namesOf(action);
  const late = delay === null ? [] : [summaryOfDelay(delay)];
  const done = name === undefined || name === 'passThrough' ? [] : [summaryOf(name, action)];
  return {
    summary: [...done, ...late].join(', ') || 'passThrough',
    action,
    delay,
    effect: name === undefined ? passThrough : effectOf(name, action, home),
  };
}

const summaryOfDelay = (delay: Delay): string =>
  typeof delay === 'number' ? `delay ${delay}` : `delay (median ${delay.median}, p99 ${delay.p99})`;

function summaryOf(name: ActionName, action: ActionObject): string {
  const value = action[name];
  if (typeof value === 'string' || typeof value === 'number') return `${name} ${value}`;
  if (typeof value === 'object' && 'status' in value) return `${name} ${value.status}`;
  return name;
}

function plain(action: PlainAction): Effect {
  switch (action) {
    case 'passThrough':
      return passThrough;
    case 'never':
      return { kind: 'instead', deliver: () => ({ kind: 'never' }) };
    case 'closeBefore':
      return { kind: 'instead', deliver: () => ({ kind: 'closed' }) };
    case 'closeAfter':
      return { kind: 'answered', dispatch: null, deliver: () => ({ kind: 'closed' }) };
    case 'reset':
      return { kind: 'instead', deliver: () => ({ kind: 'reset' }) };
    case 'endless':
      return answered((answer) => ({ kind: 'endless', answer }));
  }
}

const answered = (deliver: (answer: WireAnswer) => Delivery): Effect => ({
  kind: 'answered',
  dispatch: null,
  deliver,
});

const instead = (make: () => WireAnswer): Effect => ({
  kind: 'instead',
  deliver: () => whole(make()),
});

function effectOf(name: ActionName, action: ActionObject, home: Homeserver): Effect {
  const { parts } = home;
  const error = (
    status: number,
    errcode: string,
    text: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Effect =>
    instead(() => parts.wire(parts.answer.error(new ApiError(status, errcode, text, more))));

  switch (name) {
    case 'refuse': {
      const refusal = refusals.get(action.refuse ?? '');
      if (refusal === undefined) throw new RangeError(`no refusal ${action.refuse ?? ''}`);
      const more = refusal.status === 429 ? { retry_after_ms: 1000 } : {};
      return error(refusal.status, refusal.errcode, refusal.error, more);
    }
    case 'error': {
      const { status = 500, errcode = 'M_UNKNOWN', error: text } = action.error ?? {};
      return error(status, errcode, text ?? 'An error that a rule asked for.');
    }
    case 'rateLimit':
      return error(429, 'M_LIMIT_EXCEEDED', 'Too many requests.', {
        retry_after_ms: action.rateLimit?.retryAfterMs ?? 1000,
      });
    case 'respond':
      return instead(() => response(action.respond ?? {}, home));
    case 'truncate': {
      const bytes = action.truncate ?? 0;
      return answered((answer) =>
        Buffer.byteLength(answer.body) <= bytes
          ? whole(answer)
          : { kind: 'truncated', answer, bytes },
      );
    }
    case 'contentLength': {
      const bytes = action.contentLength ?? 0;
      return answered((answer) =>
        Buffer.byteLength(answer.body) === bytes
          ? whole(answer)
          : { kind: 'misstated', answer, bytes },
      );
    }
    case 'trickle': {
      const bytesPerSecond = action.trickle ?? 1;
      return answered((answer) => ({ kind: 'slow', answer, bytesPerSecond }));
    }
    case 'malformed': {
      const how = action.malformed ?? 'json';
      return answered((answer) => whole(malformed(answer, how)));
    }
    case 'redirect':
      return instead(() => redirect(action.redirect ?? '/', home));
    case 'fault':
      return faulty(action.fault ?? '', home);
    case 'passThrough':
    case 'never':
    case 'closeBefore':
    case 'closeAfter':
    case 'reset':
    case 'endless':
      return plain(name);
  }
}

/** The headers of every answer of a world, such as those of CORS. */
const usualHeaders = ({ parts }: Homeserver): WireAnswer['headers'] =>
  parts.wire({ status: 200, body: {} }).headers;

function response(
  { status = 200, headers = {}, body, text }: Response,
  home: Homeserver,
): WireAnswer {
  const type = text === undefined ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8';
  const lower = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return {
    status,
    headers: { ...usualHeaders(home), 'content-type': type, ...Object.fromEntries(lower) },
    body: text ?? (body === undefined ? '' : JSON.stringify(body)),
  };
}

function redirect(to: NonNullable<ActionObject['redirect']>, home: Homeserver): WireAnswer {
  const { url, status = 307 } = typeof to === 'string' ? { url: to } : to;
  return { status, headers: { ...usualHeaders(home), location: url }, body: '' };
}

function malformed(answer: WireAnswer, how: Malformation): WireAnswer {
  const html = '<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>';
  const bytes = Buffer.from(answer.body);
  switch (how) {
    case 'json':
      // At least one byte is missing, and never nothing but white space is left.
      return {
        ...answer,
        body: bytes.length < 2 ? '{' : bytes.subarray(0, Math.ceil(bytes.length / 2)),
      };
    case 'utf8':
      return {
        ...answer,
        body: Buffer.concat([Buffer.from('{"'), Buffer.from([0xff, 0xc0]), Buffer.from('":1}')]),
      };
    case 'content-type':
      return { ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } };
    case 'html':
      return { ...answer, headers: { ...answer.headers, 'content-type': 'text/html' }, body: html };
    case 'empty':
      return { ...answer, body: '' };
  }
}

/** The server of a fault answers from the same memory, so that a fault can be limited to some requests. */
function faulty(id: string, home: Homeserver): Effect {
  const fault = faults.find((one) => one.id === id);
  if (fault === undefined) throw new RangeError(`no fault ${id}`);
  const parts = { ...home.parts, ...fault.spoil(home.parts) };
  return {
    kind: 'answered',
    dispatch: createDispatch(parts, home.world),
    deliver: (answer) => ({ kind: 'whole', answer, send: parts.sendResponse }),
  };
}
