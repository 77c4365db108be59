import { closeServer, createHttpServer, listenOn } from '../reference-server/http.ts';
import type { ClientRequirementId } from '../harness/document/ids.ts';
import type { RequestJudge } from '../harness/traffic/judge-requests.ts';
import { createControl } from './control/handler.ts';
import type { Entry } from './journal/journal.ts';
import { createMockHandler, type MockHandler } from './transport/handler.ts';
import type { World, WorldOptions } from './worlds/world.ts';
import { createWorlds, type WorldLimits, type Worlds } from './worlds/worlds.ts';

/** What a mock is made of. */
export interface MockSetting {
  /** How the world at the root begins; other worlds begin alike where they do not say otherwise. */
  readonly world: WorldOptions;
  readonly limits: WorldLimits;
  /** The most requests that each journal holds. */
  readonly journalEntries: number;
  /** What the journals of all worlds may hold together, in bytes; 256 MB if left out. */
  readonly journalBytes?: number;
  /** Who may use the control API; null lets programs of this machine use it without a token. */
  readonly controlToken: string | null;
  /** Judges the requests of one world's clients, whose server knows some ids; null judges none. */
  readonly judge: (knows: (id: string) => boolean) => RequestJudge | null;
  /** Told whenever a request has come to its end. */
  readonly onEnd: (world: World, entry: Entry, observed: readonly ClientRequirementId[]) => void;
}

/** A mock: the worlds, and the server in front of them. */
export interface MockServer {
  readonly worlds: Worlds;
  /** For node:http, and for libraries that take a handler. */
  readonly handler: MockHandler;
  /** Where it listens, without a slash at its end; http://localhost before it does. */
  readonly origin: () => string;
  /** Starts to listen. @returns the origin */
  readonly listen: (port: number, host: string) => Promise<string>;
  /** Stops listening, and ends every connection and every wait; then `onEnd` has been told of every request. */
  readonly close: () => Promise<void>;
}

const defaultJournalBytes = 256 * 1024 * 1024;

/** How long a request may take to arrive, in milliseconds. */
const requestTimeout = 30_000;

/** The longest body that is taken, in bytes; the handler sets its own limits. */
const bodyLimit = 16 * 1024 * 1024;

/** Makes a mock that does not listen yet. */
export function createMockServer(setting: MockSetting): MockServer {
  let origin = 'http://localhost';
  const { journalBytes = defaultJournalBytes } = setting;
  // Equal shares, which become smaller when the number of worlds has doubled, and not with each new world.
  const share = (): number => journalBytes / 2 ** Math.ceil(Math.log2(worlds.count()));
  const worlds: Worlds = createWorlds(
    setting.world,
    {
      journal: { entries: setting.journalEntries, bytes: share },
      judge: setting.judge,
      onEnd: setting.onEnd,
    },
    setting.limits,
  );
  const { handler, settled } = createMockHandler(
    worlds,
    createControl(worlds, () => origin, setting.controlToken),
  );
  const server = createHttpServer(handler, { bodyLimit, requestTimeout });
  return {
    worlds,
    handler,
    origin: () => origin,
    async listen(port, host) {
      origin = await listenOn(server, port, host);
      return origin;
    },
    async close() {
      worlds.close();
      await closeServer(server);
      await settled();
      // The last requests may still wait for their judge.
      worlds.close();
    },
  };
}
