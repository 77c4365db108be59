import type { Declaration } from '../../harness/document/declaration.ts';
import { clientJudge } from '../../mock/client-judge.ts';
import { createMockServer, type MockServer } from '../../mock/server.ts';
import type { WorldOptions } from '../../mock/worlds/world.ts';
import { createReferenceServer, type Head, type WireAnswer } from '../../reference-server/index.ts';
import { ratio } from '../measure.ts';
import { begin, type Call, type Conversation } from './conversation.ts';

/** Answers one request without a socket. */
export type Answer = (call: Call) => Promise<WireAnswer>;

const plain: WorldOptions = { seed: null, state: null, rules: [], variant: null, prefer: false };

/** A mock in this process as people start it, with its journal and its judge. */
export const createMock = (): MockServer =>
  createMockServer({
    world: plain,
    limits: { most: 1000, idle: 60_000 },
    journalEntries: 10_000,
    controlToken: null,
    judge: clientJudge(),
    onEnd: () => {},
  });

/** Nobody goes away in this process. */
const onGone = () => () => {};

const headers = {
  host: '127.0.0.1:8008',
  connection: 'keep-alive',
  'content-type': 'application/json',
};

const none = Buffer.alloc(0);
const headOf = ({ method, path }: Call): Head => ({ method, url: path, headers });
const bytesOf = ({ body }: Call): Buffer => (body === null ? none : Buffer.from(body));

/** Answers as the world at the root of a mock does. */
export function answerOfMock({ worlds }: MockServer): Answer {
  return async (call) => {
    const { delivery, end } = await worlds.root.handle(headOf(call), bytesOf(call), onGone);
    if (delivery.kind !== 'whole') throw new Error(`the mock delivered ${delivery.kind}`);
    end({ kind: 'answered', answer: delivery.answer });
    return delivery.answer;
  };
}

/** Sends a number of rounds of a conversation. */
async function talk({ round }: Conversation, answer: Answer, rounds: number): Promise<void> {
  for (let i = 0; i < rounds; i += 1) {
    for (const call of round()) {
      const { status } = await answer(call);
      if (status !== 200) throw new Error(`${call.method} ${call.path} was answered ${status}`);
    }
  }
}

/** The conversation as an `Answer` has it. */
export const beginInProcess = (declaration: Declaration, answer: Answer): Promise<Conversation> =>
  begin(declaration, async (call) => Buffer.from((await answer(call)).body).toString());

/** Throughput of the mock ÷ that of the reference server, both in this process and without sockets. */
export async function compareInProcess(
  declaration: Declaration,
  rounds: number,
  length: number,
): Promise<number> {
  const server = createReferenceServer();
  const mock = createMock();
  const bare: Answer = (call) => server.answer(headOf(call), bytesOf(call), onGone);
  const judged = answerOfMock(mock);
  const [ofBare, ofJudged] = [
    await beginInProcess(declaration, bare),
    await beginInProcess(declaration, judged),
  ];
  const figure = await ratio(
    rounds,
    () => talk(ofBare, bare, length),
    () => talk(ofJudged, judged, length),
  );
  mock.worlds.close();
  return figure;
}
