import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../../harness/document/json.ts';
import { nicknames } from '../../harness/document/ids.ts';
import type { ClientFinding } from '../../harness/traffic/finding.ts';
import { faceOf } from '../../mock/face/world-face.ts';
import type { Entry } from '../../mock/journal/journal.ts';
import type { MockServer } from '../../mock/server.ts';
import type { World } from '../../mock/worlds/world.ts';
import type { Driver } from '../driver/driver.ts';
import type { DriverReply } from '../driver/protocol.ts';
import { wordsOf } from '../stage/must.ts';
import { type ServerView, viewOf } from '../stage/server-view.ts';
import { Unjudged } from '../stage/stage.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { KnownRoom, Order } from './orders.ts';
import { type Seen, seenOf } from './requests.ts';
import type { Name, Step } from './steps.ts';
import type { Table } from './table.ts';
import { retryAfter, type TroubleName, troubles } from './troubles.ts';

/** Who plays, and where. */
export interface Setting {
  readonly driver: Driver;
  readonly mock: MockServer;
  readonly table: Table;
  /** Told of each request that the register does not permit; what it throws ends the series. */
  readonly onFinding: (finding: ClientFinding) => void;
}

/** A world in which a series is played, and what the client knows of it. */
export interface Scene {
  /** What the driver answered when it was started. */
  readonly started: JsonObject;
  readonly server: ServerView;
  readonly domain: string;
  readonly dialect: readonly string[];
  readonly users: Readonly<Record<Name, string>>;
  readonly ledger: Ledger;
  readonly rooms: KnownRoom[];
  /** Whether a user is in a room, as the server has it. */
  readonly isIn: (who: Name, roomId: string) => boolean;
  /** The content of a piece of state at the server; undefined for none. */
  readonly stateOf: (roomId: string, type: string, key: string) => unknown;
  /**
   * Asks the client to do something, and waits until its requests have come to their ends.
   * @throws what `onFinding` throws for a request that the register does not permit
   */
  readonly ask: (who: Name, order: Order, trouble: readonly TroubleName[]) => Promise<Answered>;
}

/** What the client said, and what crossed the wire meanwhile. */
export interface Answered {
  readonly reply: DriverReply;
  readonly seen: readonly Seen[];
  /** Whether the answer to some request was spoilt. */
  readonly isSpoilt: boolean;
  /** Whether its last request has a method that carries a txnId. */
  readonly isPut: boolean;
}

/** How long the end of a request is waited for, in milliseconds. */
const patience = 2000;

/** Opens a scene in a fresh world. @throws Unjudged where the driver does not start */
export async function openScene(
  { driver, mock, table, onFinding }: Setting,
  step: Extract<Step, { readonly do: 'world' }> | null,
): Promise<Scene> {
  const world = table.begin(step);
  const face = faceOf(world, mock.origin, async () => {});
  const reply = await driver.start(face.url, world.names.users);
  if (reply.kind !== 'ok') {
    throw new Unjudged('broken', `the driver did not start; it answered ${wordsOf(reply)}`);
  }
  const idOf = (name: Name): string => world.names.users[name]?.userId ?? '';
  const users = { alice: idOf('alice'), bob: idOf('bob'), carol: idOf('carol') };
  const server = viewOf(world);
  const named = world.names.rooms['lobby'];
  let asked = 0;
  return {
    started: reply.value,
    server,
    domain: world.home.world.domain,
    dialect: step?.dialect ?? [],
    users,
    ledger: createLedger(world),
    rooms: [{ id: named?.id ?? '', alias: named?.alias ?? null }],
    isIn: (who, roomId) => server.members(roomId)[users[who]] === 'join',
    stateOf: (roomId, type, key) =>
      world.home.world.rooms.get(roomId)?.state.get(type)?.get(key)?.content,
    async ask(who, { instruction, args }, trouble) {
      const since = world.journal.total();
      asked += 1;
      const id = `step-${asked}`;
      const when = { user: who, operation: nicknames };
      const rule = { id, when, then: trouble.map((name) => troubles[name].action) };
      if (trouble.length > 0) face.addRules([rule]);
      const answer = await driver.do(instruction, who, args);
      world.rules.remove(id);
      const own = await endedSince(world, since, users[who]);
      if (trouble.includes('limited')) await waitOut(own);
      for (const { findings } of own) for (const finding of findings) onFinding(finding);
      const seen = seenOf(own, id, trouble);
      return {
        reply: answer,
        seen,
        isSpoilt: seen.some(({ isTrue }) => !isTrue),
        isPut: own.at(-1)?.incoming.request.method === 'PUT',
      };
    },
  };
}

/** The requests of a user since there were so many, once each of them has come to its end. */
async function endedSince(world: World, since: number, userId: string): Promise<readonly Entry[]> {
  const until = performance.now() + patience;
  for (;;) {
    const own = world.journal
      .entries()
      .filter(({ id, incoming }) => id > since && incoming.user === userId);
    if (own.every(({ ending }) => ending !== null) || performance.now() > until) return own;
    await pause(1);
  }
}

/** Lets the time pass that a rate limit names: who asks for the next thing is not the client. */
async function waitOut(own: readonly Entry[]): Promise<void> {
  const last = own.findLast(
    ({ ending }) => ending?.kind === 'answered' && ending.answer.status === 429,
  );
  const left = last === undefined ? 0 : last.at + (last.ms ?? 0) + retryAfter + 5 - Date.now();
  if (left > 0) await pause(left);
}
