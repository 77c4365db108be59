import { clientJudge } from './client-judge.ts';
import { demandToken } from './control/guard.ts';
import { faceOf, type MockWorld } from './face/world-face.ts';
import { readTextFile } from './documents/files.ts';
import type { RuleDocument } from './rules/document.ts';
import { checkRules, readRules } from './rules/read.ts';
import { createMockServer } from './server.ts';
import { checkDocument, readDocument } from './documents/index.ts';
import { type StateDocument, stateDocument } from './state/index.ts';
import type { MockHandler } from './transport/handler.ts';
import { checkWorldOptions } from './worlds/read-options.ts';
import type { WorldOptions } from './worlds/world.ts';

export { VerificationError, type MockWorld } from './face/world-face.ts';
export type { AddedRule, RuleBuilder, WhenOf } from './face/rule-builder.ts';
export type { JournalEntry } from './journal/show.ts';
export type { Expectation, VerifyDocument } from './journal/verify.ts';
export type { RuleDocument, RulesDocument, When, Action } from './rules/document.ts';
export type { StateDocument } from './state/index.ts';
export type { Violation } from './control/journal-queries.ts';
export { DocumentError } from './documents/index.ts';

/** How long a world must have been idle before it makes room for another one, in milliseconds. */
const defaultIdle = 60_000;
const defaultJournalEntries = 10_000;

/** How a world of the mock begins. */
export interface MockWorldOptions<State = StateDocument | string> {
  /** A state document, or the path of a file with one. */
  readonly state?: State;
  /** Rules, or the path of a file with some. */
  readonly rules?: readonly RuleDocument[] | string;
  /** The id of a variant, or `random`. */
  readonly variant?: string;
  /** Decides ids, tokens, times and draws. */
  readonly seed?: number;
  /** Whether a `Prefer` header of a request may choose its answer. */
  readonly prefer?: boolean;
}

/** How a mock is started. */
export interface MockOptions<State = StateDocument | string> extends MockWorldOptions<State> {
  /** 0, or none, takes a free one. */
  readonly port?: number;
  /** The loopback if left out. Elsewhere a control token is needed. */
  readonly host?: string;
  readonly controlToken?: string;
  /** Whether requests are judged by the client register; they are if left out. */
  readonly judge?: boolean;
  /** The most requests that each journal holds; 10,000 if left out. */
  readonly journalEntries?: number;
  /** The most worlds beside the first one, 1000 if left out. */
  readonly worlds?: number;
}

type NamesIn<State, Key extends string> =
  State extends Readonly<Record<Key, infer Named>> ? Extract<keyof Named, string> : string;

/** The face of a world whose state document is known to the compiler: its users and rooms have their names. */
export type WorldOf<State> = MockWorld<NamesIn<State, 'users'>, NamesIn<State, 'rooms'>>;

/** A mock that listens: its first world, and the means to make others. */
export type Mock<State = StateDocument> = WorldOf<State> & {
  /** For node:http, and for libraries that take a handler, such as supertest. */
  readonly handler: MockHandler;
  /** Makes a world beside this one: its own users, rooms, rules and journal. It begins empty where nothing is said. */
  world<const S extends StateDocument | string>(options?: MockWorldOptions<S>): WorldOf<S>;
  /** Stops listening, and ends every connection. */
  close(): Promise<void>;
};

/**
 * Starts a mock. With `await using` it closes itself at the end of the block.
 * @throws DocumentError for wrong state and rules, Error with a sentence where it cannot listen
 */
export async function startMock<const State extends StateDocument | string = StateDocument>(
  options: MockOptions<State> = {},
): Promise<Mock<State>> {
  const { port = 0, host = '127.0.0.1', controlToken = null } = options;
  demandToken(host, controlToken);
  const server = createMockServer({
    world: beginningOf(options, empty),
    limits: { most: options.worlds ?? 1000, idle: defaultIdle },
    journalEntries: options.journalEntries ?? defaultJournalEntries,
    controlToken,
    judge: options.judge === false ? () => null : clientJudge(),
    onEnd: () => {},
  });
  await server.listen(port, host);
  const { worlds, origin, close } = server;
  const face = faceOf(worlds.root, origin, close);
  const mock: Omit<Mock, keyof MockWorld> = {
    handler: server.handler,
    world: (asked = {}) => {
      const made = worlds.create(beginningOf(asked, empty));
      const remove = async (): Promise<void> => void worlds.remove(made.id ?? '');
      return faceOf(made, origin, remove);
    },
    close,
  };
  // The face keeps its getters: what it shows may change.
  return Object.assign(face, mock);
}

const empty: WorldOptions = { seed: null, state: null, rules: [], variant: null, prefer: false };

/** How a world begins, with its files read. */
function beginningOf(
  { state, rules, variant, seed, prefer }: MockWorldOptions,
  like: WorldOptions,
): WorldOptions {
  const read =
    typeof state === 'string' ? readDocument(stateDocument, state, readTextFile(state)) : state;
  const asked = {
    ...(seed === undefined ? {} : { seed }),
    ...(variant === undefined ? {} : { variant }),
    ...(prefer === undefined ? {} : { prefer }),
  };
  return {
    ...checkWorldOptions(asked, like),
    state: read === undefined ? like.state : checkDocument(stateDocument, read),
    rules: rulesOf(rules) ?? like.rules,
  };
}

function rulesOf(rules: MockWorldOptions['rules']): readonly RuleDocument[] | undefined {
  if (typeof rules === 'string') return readRules(rules, readTextFile(rules)).rules;
  return rules === undefined ? undefined : checkRules({ rules }).rules;
}
