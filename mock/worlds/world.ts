import {
  closeWorld,
  createHomeserver,
  type Homeserver,
  lookUp,
  referenceParts,
  type Request,
  type WireAnswer,
} from '../../reference-server/index.ts';
import type { Loss } from '../../harness/traffic/exchange.ts';
import type { RequestJudge } from '../../harness/traffic/judge-requests.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import {
  createJournal,
  type Ending,
  type Entry,
  type Journal,
  type JournalBounds,
} from '../journal/journal.ts';
import { KeptRequest, KnownHeaders } from '../journal/kept-request.ts';
import type { CompiledAction } from '../rules/actions.ts';
import type { Delay, RuleDocument } from '../rules/document.ts';
import { preferredAction } from '../rules/prefer.ts';
import { createRuleSet, type RuleSet } from '../rules/rule-set.ts';
import { createNames, type Names, populate, type StateDocument } from '../state/index.ts';
import type { OnGone } from '../../reference-server/stream/waiting.ts';
import type { Delivery } from '../transport/delivery.ts';
import { type Alter, altering } from './alter.ts';
import { dialectOf } from './dialect.ts';
import type { Lookup } from '../rules/match.ts';
import { incomingOf } from './incoming-of.ts';
import { createLateJudge, type LateJudge } from './late-judge.ts';
import { clientAnswerOf, clientRequestOf, type HeadOnConnection, read } from './messages.ts';
import { createRandom, logNormal, type Random } from './random.ts';
import { seededParts } from './seeded-parts.ts';

/** How a world begins, and begins again when it is reset. */
export interface WorldOptions {
  /** Decides ids, tokens, times and draws; null leaves them to chance. */
  readonly seed: number | null;
  readonly state: StateDocument | null;
  readonly rules: readonly RuleDocument[];
  /** The id of a variant, or `random`; null for the reference server's own readings. */
  readonly variant: string | null;
  /** Whether a `Prefer` header of a request may choose its answer. */
  readonly prefer: boolean;
  /** Makes what alters the answers of its server, anew whenever the world begins; nothing does if it is left out. */
  readonly alter?: () => Alter;
}

/** What a world needs of the mock that it is part of. */
export interface WorldSetting {
  readonly journal: JournalBounds;
  /** A judge of the requests of this world's clients, whose server knows some ids; null judges none. */
  readonly judge: (knows: (id: string) => boolean) => RequestJudge | null;
  /** Told whenever a request has come to its end. */
  readonly onEnd: (world: World, entry: Entry, observed: readonly ClientRequirementId[]) => void;
}

/** A request that is under way. */
export interface Handling {
  readonly delivery: Delivery;
  /** Writes down what became of it; called once. */
  readonly end: (ending: Ending) => void;
}

/** One independent server: users, rooms, rules, journal and clock. */
export interface World {
  /** Null for the world at the root. */
  readonly id: string | null;
  readonly options: WorldOptions;
  /** The variants that it is made of. */
  readonly dialect: readonly string[];
  readonly home: Homeserver;
  readonly names: Names;
  /** How names that rules and expectations use become ids. */
  readonly lookup: Lookup;
  readonly rules: RuleSet;
  /** What came; all of it judged. */
  readonly journal: Journal;
  /** Aborted when the world ends or begins again: waits end then. */
  readonly ended: AbortSignal;
  /** Begins again, as it was created. */
  readonly reset: () => void;
  /** Adds users and rooms: all of them, or none. @throws DocumentError */
  readonly addState: (state: StateDocument) => void;
  /** Ends every wait. */
  readonly close: () => void;
  /**
   * Answers a request of a client.
   * @param head its url is relative to the base of the world
   * @param onGone calls back when the client goes away
   */
  readonly handle: (head: HeadOnConnection, body: Buffer, onGone: OnGone) => Promise<Handling>;
}

/** What begins anew with a reset. */
interface Contents {
  readonly home: Homeserver;
  names: Names;
  readonly lookup: Lookup;
  readonly rules: RuleSet;
  readonly journal: Journal;
  readonly headers: KnownHeaders;
  readonly judging: LateJudge;
  readonly dialect: readonly string[];
  readonly random: Random;
  readonly ending: AbortController;
}

/**
 * Makes a world.
 * @throws DocumentError for a state that contradicts itself, UnknownVariant
 */
export function createWorld(
  id: string | null,
  options: WorldOptions,
  setting: WorldSetting,
): World {
  let contents = begin(options, setting);
  const world: World = {
    id,
    options,
    get dialect() {
      return contents.dialect;
    },
    get home() {
      return contents.home;
    },
    get names() {
      return contents.names;
    },
    get lookup() {
      return contents.lookup;
    },
    get rules() {
      return contents.rules;
    },
    get journal() {
      // Whoever asks what came wants to know what was wrong with it as well.
      contents.judging.settle();
      return contents.journal;
    },
    get ended() {
      return contents.ending.signal;
    },
    reset() {
      const next = begin(options, setting);
      finish(contents);
      contents = next;
    },
    addState(state) {
      contents.names = populate(contents.home, state, contents.names);
    },
    close: () => finish(contents),
    handle: (head, body, onGone) => handle(world, contents, setting, head, body, onGone),
  };
  return world;
}

function finish({ ending, home, judging }: Contents): void {
  judging.settle();
  ending.abort();
  closeWorld(home.world);
}

function begin(options: WorldOptions, setting: WorldSetting): Contents {
  const random = createRandom(options.seed);
  const right = options.seed === null ? referenceParts : seededParts(random);
  const dialect = dialectOf(options.variant, right, random);
  const spoken = dialect.change(right);
  const altered =
    options.alter === undefined ? spoken : { ...spoken, ...altering(options.alter())(spoken) };
  const home = createHomeserver(altered, dialect.domain);
  const names = options.state === null ? createNames(home) : populate(home, options.state);
  const lookup: Lookup = {
    user: (name) => contents.names.resolveUser(name),
    room: (name) => contents.names.resolveRoom(name),
  };
  const rules = createRuleSet({ home, lookup, random });
  const contents: Contents = {
    home,
    names,
    lookup,
    rules,
    journal: createJournal(setting.journal),
    headers: new KnownHeaders(),
    judging: createLateJudge(setting.judge((id) => isKnown(home, id))),
    dialect: dialect.variants,
    random,
    ending: new AbortController(),
  };
  rules.add(options.rules);
  return contents;
}

async function handle(
  world: World,
  contents: Contents,
  setting: WorldSetting,
  head: HeadOnConnection,
  body: Buffer,
  onGone: OnGone,
): Promise<Handling> {
  const { home, journal, judging } = contents;
  const [began, came] = [performance.now(), Date.now()];
  const { request, target, trouble } = read(head, body, home);
  // A preflight is the browser's question, not the client's.
  if (request.method === 'OPTIONS') {
    return { delivery: whole(await home.dispatch(request)), end: nothing };
  }
  const route = lookUp(home.parts.routes, request.method, request.path);
  const incoming = incomingOf(
    home,
    request,
    route,
    new KeptRequest(request, body, target, contents.headers),
  );
  const preferred = world.options.prefer
    ? preferredAction(request.headers['prefer'], incoming.operation, home)
    : null;
  const chosen =
    preferred === null
      ? contents.rules.choose(incoming)
      : { rule: { id: 'Prefer' }, action: preferred };
  const entry = journal.open({
    at: came,
    incoming,
    operation: incoming.operation,
    rule: chosen === null ? null : { id: chosen.rule.id, action: chosen.action.summary },
  });

  const judged = judging.judge(clientRequestOf(head, body, began), entry);
  // The journal keeps the request: who waits for its connection is none of its business.
  const asked: Request = { ...request, onGone };
  const answer = (): Promise<WireAnswer> =>
    trouble === null ? home.dispatch(asked, route) : Promise.resolve(trouble);
  const delivery =
    chosen === null
      ? whole(await answer())
      : await apply(chosen.action, contents, asked, answer, onGone);
  // What the client will read whole must be known before it can send its next request.
  const readable = delivery.kind === 'whole' || delivery.kind === 'slow';
  if (readable) judged.answered(clientAnswerOf(delivery.answer));
  const end = (ending: Ending): void => {
    if (!readable) judged.answered(lossOf(delivery, ending));
    journal.close(entry, ending, performance.now() - began);
    judged.end((met) => setting.onEnd(world, entry, met));
  };
  return { delivery, end };
}

const nothing = (): void => {};

/** A client that is kept waiting goes away by itself. */
const lossOf = ({ kind }: Delivery, ending: Ending): Loss => ({
  at: performance.now(),
  gaveUp:
    ending.kind === 'abandoned' || kind === 'never' || kind === 'endless' || kind === 'misstated',
});

const whole = (answer: WireAnswer): Delivery => ({ kind: 'whole', answer });

/** Whether a text is the id of a room or of a user that the server has, or an alias. */
const isKnown = ({ world: { rooms, aliases, accounts } }: Homeserver, id: string): boolean =>
  rooms.has(id) || aliases.has(id) || accounts.secrets.has(id);

/** The request takes effect at once; a delay holds the answer back. */
async function apply(
  { effect, delay }: CompiledAction,
  { random, ending }: Contents,
  request: Request,
  answer: () => Promise<WireAnswer>,
  onGone: OnGone,
): Promise<Delivery> {
  const delivery =
    effect.kind === 'instead'
      ? effect.deliver()
      : effect.deliver(await (effect.dispatch === null ? answer() : effect.dispatch(request)));
  if (delay !== null) await wait(millisecondsOf(delay, random), onGone, ending.signal);
  return delivery;
}

const millisecondsOf = (delay: Delay, random: Random): number =>
  typeof delay === 'number' ? delay : logNormal(random, delay.median, delay.p99);

/** Waits, and no longer than until the client is gone or the world has ended. */
function wait(milliseconds: number, onGone: OnGone, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      ended.removeEventListener('abort', stop);
      resolve();
    };
    const timer = setTimeout(stop, milliseconds);
    ended.addEventListener('abort', stop, { once: true });
    onGone(stop);
    if (ended.aborted) stop();
  });
}
