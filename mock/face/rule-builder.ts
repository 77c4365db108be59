import type { OperationName } from '../../reference-server/index.ts';
import type {
  Action,
  ActionObject,
  Delay,
  ErrorAnswer,
  Malformation,
  Response,
  RuleDocument,
  When,
} from '../rules/document.ts';
import type { RefusalOf } from '../rules/refusals.ts';
import type { BodyOf } from './bodies.ts';

/** Which requests a rule is for; the body is typed by the operation. */
export type WhenOf<Operation extends OperationName> = Omit<When, 'operation' | 'body'> & {
  readonly operation?: Operation | readonly Operation[];
  readonly body?: BodyOf<Operation>;
};

/** A rule that was added: how often it applied. */
export interface AddedRule {
  readonly id: string;
  readonly applied: number;
  readonly matched: number;
  /** Takes the rule away. */
  remove(): void;
}

/**
 * A rule in the making. Each action is one step of a sequence; `once`, `times` or `always` ends the sentence and adds the
 * rule. Without that the rule does nothing, and `verify` says so.
 */
export interface RuleBuilder<Operation extends OperationName = OperationName> {
  /** The refusal that a requirement asks for, such as SMEM-11, without touching the room. */
  refuse(requirement: RefusalOf<Operation>): this;
  /** An error in the API's form. */
  error(answer: ErrorAnswer): this;
  /** 429 M_LIMIT_EXCEEDED. The journal then checks that the client waits. */
  rateLimit(retryAfterMs: number): this;
  /** Any response. */
  respond(response: Response): this;
  /** The real answer. */
  passThrough(): this;
  /** No answer until the client gives up. */
  never(): this;
  /** The connection ends before the request has any effect. */
  closeBefore(): this;
  /** The connection ends after the request took effect: the lost answer. */
  closeAfter(): this;
  /** The connection is reset before the request has any effect. */
  reset(): this;
  /** The connection ends after this many bytes of the body. */
  truncate(bytes: number): this;
  /** The Content-Length says this many bytes, whatever the body has. */
  contentLength(bytes: number): this;
  /** The body comes at this many bytes a second. */
  trickle(bytesPerSecond: number): this;
  /** A body that never ends. */
  endless(): this;
  malformed(how: Malformation): this;
  redirect(to: NonNullable<ActionObject['redirect']>): this;
  /** The semantic fault of the catalogue, for the requests that match. */
  fault(id: string): this;
  /** Holds back the answer of the action before it, of the next one if there is none yet, or of the server; milliseconds. */
  delay(delay: Delay): this;
  /** Adds the rule: it applies once, or as often as it has actions. */
  once(): AddedRule;
  /** Adds the rule: it applies so often; the last action of a shorter sequence is repeated. */
  times(count: number): AddedRule;
  /** Adds the rule: it applies until it is removed or the world is reset. */
  always(): AddedRule;
}

/**
 * Begins a rule.
 * @param add is given the finished document, and throws if it is wrong
 */
export function buildRule<Operation extends OperationName>(
  when: WhenOf<Operation>,
  add: (document: RuleDocument) => AddedRule,
): RuleBuilder<Operation> {
  const actions: Action[] = [];
  let held: Delay | null = null;
  const step = (action: Action): RuleBuilder<Operation> => {
    actions.push(held === null ? action : delayed(action, held));
    held = null;
    return builder;
  };
  const finish = (times: RuleDocument['times']): AddedRule => {
    if (held !== null) step('passThrough');
    const [first = 'passThrough'] = actions;
    const then = actions.length > 1 ? actions : first;

    return add({ when, then, ...(times === undefined ? {} : { times }) });
  };
  const builder: RuleBuilder<Operation> = {
    refuse: (refuse) => step({ refuse }),
    error: (error) => step({ error }),
    rateLimit: (retryAfterMs) => step({ rateLimit: { retryAfterMs } }),
    respond: (respond) => step({ respond }),
    passThrough: () => step('passThrough'),
    never: () => step('never'),
    closeBefore: () => step('closeBefore'),
    closeAfter: () => step('closeAfter'),
    reset: () => step('reset'),
    truncate: (truncate) => step({ truncate }),
    contentLength: (contentLength) => step({ contentLength }),
    trickle: (trickle) => step({ trickle }),
    endless: () => step('endless'),
    malformed: (malformed) => step({ malformed }),
    redirect: (redirect) => step({ redirect }),
    fault: (fault) => step({ fault }),
    delay(delay) {
      const last = actions.pop();
      if (last === undefined) held = delay;
      else actions.push(delayed(last, delay));
      return builder;
    },
    once: () => finish(undefined),
    times: (count) => finish(count),
    always: () => finish('always'),
  };
  return builder;
}

const delayed = (action: Action, delay: Delay): ActionObject =>
  typeof action === 'string' ? { [action]: true, delay } : { ...action, delay };
