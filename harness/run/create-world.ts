import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Conform } from '../judge/conform.ts';
import { type Known, nothingKnown } from '../judge/known.ts';
import { createLooks } from '../judge/looks.ts';
import { createMust, type CaseState, type Must } from '../judge/must.ts';
import { describeMismatch, type Shapes } from '../judge/shape.ts';
import type { RecentRead } from '../judge/unchanged.ts';
import { type Mismatch, Skipped, SuiteBug } from '../judge/verdict.ts';
import { type Account, type AccountPool, NoAccounts } from '../world/accounts.ts';
import type { Target } from '../world/target.ts';
import { createKeep } from '../world/keep.ts';
import { createSetupChecks } from '../world/setup-checks.ts';
import { createUser, type CaseContext, type Recorded } from '../world/create-user.ts';
import { retryAfter } from '../wire/exchange.ts';
import type { Send } from '../wire/wire.ts';
import { isNickname, type ReadingId } from '../document/ids.ts';
import type { Spec } from '../document/load.ts';
import { encodePart } from '../document/routes.ts';
import type { Allowance } from './allowance.ts';
import { capture } from './capture.ts';
import type { Case, CaseId, Users, World } from './case.ts';
import { createStopwatch, type Stopwatch } from './latency.ts';
import { isLateEffect, type LateViews } from './late-views.ts';
import type { Health } from './health.ts';
import { droppedOf } from './lacking.ts';
import type { Captured } from './outcome.ts';
import { recentRead } from './recent-read.ts';
import { createRecording, type Recording } from './recording.ts';
import {
  defaultSearch,
  type SearchSummary,
  type SearchProgress,
  type SearchOptions,
} from './search.ts';

/** What all cases of a run share. */
export interface RunContext {
  readonly spec: Spec;
  readonly shapes: Shapes;
  readonly conform: Conform;
  readonly target: Target;
  readonly accounts: AccountPool;
  readonly send: Send;
  /** Logs a user in once more; throws NoAccounts. */
  readonly login?: (userId: string, password: string) => Promise<Account>;
  /** What is known of the target; left out, nothing. */
  readonly known?: Known;
  /** How far properties may search; the default where it is not said. */
  readonly search?: SearchOptions;
  /** Whether the exchanges of passing cases are kept as well. */
  readonly keepAll?: boolean;
  /** What is known about late views; left out, every view counts as being on time. */
  readonly lateViews?: LateViews;
  /** What the report may keep of the exchanges; left out, everything. */
  readonly allowance?: Allowance;
  /** Watches whether the target still answers. */
  readonly health?: Health;
  /** Called with every exchange as soon as it is over, and its passive findings. It still contains secrets. */
  readonly watch?: (caseId: CaseId, exchange: Captured, findings: readonly Mismatch[]) => void;
  /** Called with the progress of a property after each of its runs. */
  readonly watchSearch?: (caseId: CaseId, searching: SearchProgress) => void;
}

/** The world of one case, with all that is needed to judge it. */
export interface CaseWorld {
  readonly world: World;
  readonly context: CaseContext;
  readonly state: CaseState;
  readonly readings: Map<ReadingId, string>;
  readonly recording: Recording;
  /** The summary of a property's search; null for a scripted case. */
  readonly searched: () => SearchSummary | null;
  readonly stopwatch: Stopwatch;
  /** Makes the checks and looks that are owed when the case is over. @throws Broken, Unmet */
  settle(): Promise<void>;
  /** Whether a check or look was spared that could have said more exactly what failed. */
  isCoarse(): boolean;
  /** Whether a room changed where not only the request under test may have changed it. */
  isMixed(): boolean;
  /** Gives the leased users back. Those that met a rate limit rest until it is over. */
  release(): void;
}

/** How a case is run: again after an interruption, it is more careful. */
export interface Attempt {
  /** Whether every request opens a connection of its own. */
  readonly fresh: boolean;
  /** Whether a page of an error in HTML is an answer of the target. */
  readonly believesPages: boolean;
  /** Milliseconds between an accepted request and the next read. */
  readonly settle: number;
  /** Milliseconds that the case may wait for rate limits. */
  readonly patience: number;
  /** Whether every setup is checked, and every refusal looked after, at once. */
  readonly stepwise: boolean;
}

/**
 * Makes the world of one case.
 * @param began on the run's clock, in milliseconds
 * @param attempt how this attempt at the case differs from the first one
 */
export function createWorld(
  setting: RunContext,
  testCase: Case,
  began: number,
  attempt: Attempt = {
    fresh: false,
    believesPages: false,
    settle: 0,
    patience: setting.target.patience,
    stepwise: true,
  },
): CaseWorld {
  const { spec, shapes, conform, target, accounts, send, watch, health } = setting;
  const stopwatch = createStopwatch();
  const rests = new Map<string, number>();
  let settleUntil = 0;
  // A search keeps exchanges of earlier runs; what they read may have changed since.
  let firstOfRun = 0;
  const recent: RecentRead = (observer, roomId, view) =>
    recentRead(context.recorded.slice(firstOfRun), observer, roomId, view);
  const setups = createSetupChecks(!attempt.stepwise, recent);
  const looks = createLooks({
    postpones: !attempt.stepwise,
    // Step by step, not even a read may come between the first look and what must not change the room.
    recentRead: attempt.stepwise && testCase.replay === undefined ? () => null : recent,
    sent: () => context.recorded.length,
    beginTest() {
      const rows = context.recorded;
      const begun = rows.length;
      const finished = (some: typeof rows) => some.filter((row) => row !== null);
      return (roomId, change) =>
        setting.lateViews !== undefined &&
        isLateEffect(finished(rows.slice(0, begun)), finished(rows.slice(begun)), roomId, change);
    },
    prepare: (whole) => setups.due(whole),
  });
  const context: CaseContext = {
    caseId: testCase.id,
    declaration: spec.declaration,
    profile: spec.profile,
    known: knownIn(setting),
    requires: testCase.requires,
    target,
    send,
    conform,
    shapes,
    recorded: [],
    keep: createKeep(),
    fresh: attempt.fresh,
    believesPages: attempt.believesPages,
    patience: attempt.patience,
    setups,
    looked: looks.due,
    settled() {
      const rest = settleUntil - performance.now();
      return rest > 0 ? delay(rest) : null;
    },
    onExchange(recorded, step) {
      const { request, answer } = recorded.exchange;
      const accepted = answer.kind === 'answer' && answer.status < 300;
      if (accepted && request.method !== 'GET') settleUntil = performance.now() + attempt.settle;
      noteRests(rests, recorded, leased ?? []);
      stopwatch.record(recorded);
      health?.record(recorded.exchange);
      watch?.(testCase.id, capture(recorded, step, began), recorded.findings);
    },
  };
  const state: CaseState = {
    requires: testCase.requires,
    profile: spec.profile,
    asserted: new Set(),
    notApplicable: new Map(droppedOf(testCase, spec.profile)),
    refusals: new Map(),
    looks,
    looked: new Set(),
    shapeProblem(nickname, json) {
      const operation = spec.declaration.operations.find((o) => o.nickname === nickname);
      const [misshape] = operation === undefined ? [] : shapes.answer(operation, json);
      return misshape === undefined ? null : describeMismatch(misshape);
    },
  };
  const must: Must = createMust(state, testCase.requires[0]);
  const readings = new Map<ReadingId, string>();
  const recording = createRecording(context);
  let searched: SearchSummary | null = null;
  let leased: readonly Account[] | null = null;
  const world: World = {
    must,
    profile: spec.profile,
    absent: [...target.lacks, ...spec.profile.without].filter(isNickname),
    search: {
      ...(setting.search ?? defaultSearch),
      caseId: testCase.id,
      restart() {
        recording.restart();
        setups.clear();
        firstOfRun = context.recorded.length;
      },
      keep: recording.keep,
      writes: recording.writes,
      restore(...kept) {
        recording.restore(...kept);
        firstOfRun = context.recorded.length;
      },
      progress: (searching) => setting.watchSearch?.(testCase.id, searching),
      report: (word) => void (searched = word),
    },
    async users<const Roles extends readonly string[]>(...roles: Roles) {
      if (leased !== null)
        throw new SuiteBug('call users() once per case: leasing twice can deadlock');
      leased = [];
      leased = await accounts.lease(roles.length);
      const users = leased.map((account, i) => createUser(context, account, roles[i] ?? ''));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the lease is as long as the list of roles
      return users as unknown as Users<Roles>;
    },
    async loginAgain(user) {
      const account = leased?.find(({ userId }) => userId === user.id);
      const password = account?.password ?? null;
      if (setting.login === undefined || !accounts.grows || password === null) return null;
      // A login may end the earlier one, so this user is not leased again.
      leased = (leased ?? []).filter((one) => one !== account);
      try {
        const second = await setting.login(user.id, password);
        return second.token === account?.token ? null : createUser(context, second, user.name);
      } catch (error) {
        if (error instanceof NoAccounts) return null;
        throw error;
      }
    },
    fresh: () => randomUUID().replaceAll('-', ''),
    reading: (id, taken) => void readings.set(id, taken),
    skip(reason) {
      throw new Skipped(reason);
    },
  };
  return {
    world,
    context,
    state,
    readings,
    recording,
    stopwatch,
    searched: () => searched,
    async settle() {
      await setups.due();
      await looks.due();
    },
    isCoarse: () => setups.isCoarse() || looks.isCoarse(),
    isMixed: looks.isMixed,
    release: () => accounts.release(leased ?? [], rests),
  };
}

/** What is known of the target; what it is not asked for at all shows nothing. */
function knownIn({ known = nothingKnown, target, spec }: RunContext): Known {
  const isWithout = [...target.lacks, ...spec.profile.without].includes('get_room_sync_data');
  return isWithout ? { ...known, wholeRooms: false } : known;
}

/**
 * Notes how long the users rest whom a rate limit may be about: the sender, and whom the request names, since servers
 * limit the invites of one user too. A limit that was waited out is over.
 */
function noteRests(
  rests: Map<string, number>,
  { userId, exchange }: Recorded,
  users: readonly Account[],
): void {
  const { answer, limited, request } = exchange;
  if (limited.length > 0) rests.set(userId, rests.get(userId) ?? 0);
  if (answer.kind === 'none' || answer.status !== 429) return;
  const isNamed = ({ userId: id }: Account): boolean =>
    request.path.includes(encodePart(id)) || request.body?.includes(`"${id}"`) === true;
  const named = users.filter(isNamed).map((one) => one.userId);
  for (const id of [userId, ...named]) rests.set(id, retryAfter(answer));
}
