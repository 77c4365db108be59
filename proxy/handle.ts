import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerTrouble } from './transport/answer.ts';
import { createCapture } from './transport/capture.ts';
import type { Passing } from './transport/exchange.ts';
import { forward, type ForwardSetting, type Forwarding } from './transport/forward.ts';
import { decide, delay } from './transport/hold.ts';
import { hasBody } from './transport/headers.ts';
import { receive } from './transport/receive.ts';
import { passOn, type Sink } from './transport/sink.ts';
import type { Trouble } from './transport/trouble.ts';
import type { Pair } from './transport/upstream.ts';
import type { Delivery } from '../mock/transport/delivery.ts';
import type { Fault, Faults } from './rules/faults.ts';
import { send, spoil } from './rules/spoil.ts';

/** Who looks at the exchanges that pass. */
export interface Watch {
  /** A whole request has come; the target cannot have answered it. @returns headers for the client, as a flat list */
  readonly onRequest: (passing: Passing) => readonly string[];
  /** The whole answer has come; the client cannot have read all of it. */
  readonly onAnswer: (passing: Passing) => void;
  readonly onEnd: (passing: Passing) => void;
}

/** What answers a client in place of an exchange that violates something. */
export interface Strictness {
  /** Why a request is not passed on; null where it is. `onRequest` has been told of it. */
  readonly request: (passing: Passing) => Trouble | null;
  /** Why an answer is not; null where it is. `onAnswer` has been told of it. */
  readonly answer: (passing: Passing) => Trouble | null;
}

/** What is the same for every exchange. */
export interface HandleSetting extends ForwardSetting {
  readonly watch: Watch;
  readonly strict: Strictness | null;
  readonly faults: Faults | null;
}

/** A request of a client, and the means to answer it. */
export interface Handled {
  readonly passing: Passing;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly pair: Pair;
  /** Answers in place of the target. */
  readonly onTrouble: (trouble: Trouble) => void;
  /** Says how the exchange is ended when the client goes away. */
  readonly onBegun: (abandon: () => void) => void;
}

/** Has a request answered: by the target, unless a rule or --strict wants something else. */
export async function handle(setting: HandleSetting, handled: Handled): Promise<void> {
  const { passing, response } = handled;
  const { strict, faults, watch } = setting;
  let received: readonly Uint8Array[] | null = null;
  if (strict !== null || faults?.readsBodies === true) {
    received = await receiveFirst(handled);
  }
  const fault = faults?.choose(passing) ?? null;
  if (fault !== null) passing.rule = { id: fault.id, action: fault.summary };
  if (fault?.effect.kind === 'instead') {
    received ??= await receiveFirst(handled);
    return replace(setting, handled, fault, fault.effect.deliver());
  }
  let added: readonly string[] = [];
  let isTold = false;
  const onRequest = (): void => {
    if (!isTold) added = watch.onRequest(passing);
    isTold = true;
  };
  if (strict !== null && isWhole(handled)) {
    passing.whole = true;
    onRequest();
    const refusal = strict.request(passing);
    if (refusal !== null) return answerTrouble(response, note(passing, refusal), added);
  }
  const way: Forwarding = {
    ...handled,
    received,
    sink: sinkOf(setting, handled, fault),
    added: () => added,
    onRequest,
    onTrouble(trouble) {
      passing.trouble = trouble;
      answerTrouble(response, trouble, added);
    },
  };
  handled.onBegun(forward(setting, way));
}

/** Whoever holds a request back tells the client to send it. */
function receiveFirst({ passing, incoming, response }: Handled): Promise<readonly Uint8Array[]> {
  if (/^100-continue$/i.test(incoming.headers.expect ?? '')) response.writeContinue();
  return receive(incoming, passing.headers, passing.body);
}

const isWhole = ({ incoming, passing }: Handled): boolean =>
  incoming.readableEnded || !hasBody(passing.headers);

function note(passing: Passing, trouble: Trouble): Trouble {
  passing.trouble = trouble;
  return trouble;
}

/** Where the answer of the target goes. */
function sinkOf(
  { watch, strict, keep }: HandleSetting,
  { passing, response }: Handled,
  fault: Fault | null,
): Sink {
  const client =
    fault?.effect.kind === 'spoilt'
      ? spoil(passing, response, fault.effect.deliver)
      : passOn(response, () => watch.onAnswer(passing));
  const late = fault !== null && fault.delay > 0 ? delay(client, fault.delay) : client;
  if (strict === null) return late;
  return decide(late, {
    limit: keep,
    permits() {
      watch.onAnswer(passing);
      const refusal = strict.answer(passing);
      if (refusal === null) return true;
      answerTrouble(response, note(passing, refusal));
      return false;
    },
  });
}

/** Gives the client what a rule wants, and the target nothing. */
async function replace(
  { watch, keep }: HandleSetting,
  handled: Handled,
  fault: Fault,
  delivery: Delivery,
): Promise<void> {
  const { passing, response, incoming } = handled;
  passing.whole = isWhole(handled);
  incoming.resume();
  watch.onRequest(passing);
  if (fault.delay > 0) {
    await new Promise((resolve) => {
      setTimeout(resolve, fault.delay);
    });
  }
  if (response.destroyed) return;
  if (delivery.kind === 'whole') {
    const { status, headers, body: sent } = delivery.answer;
    const body = createCapture(keep);
    body.add(Buffer.from(sent));
    passing.answer = {
      from: 'rule',
      status,
      message: '',
      headers: Object.entries(headers).flat(),
      body,
    };
    watch.onAnswer(passing);
  }
  await send(passing, response, delivery);
}
