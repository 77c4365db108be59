import { rebased } from '../../harness/traffic/base-paths.ts';
import { KnownHeaders, KeptRequest } from '../../mock/journal/kept-request.ts';
import { namesOf } from '../../mock/rules/actions.ts';
import type { Action, Delay, RuleDocument } from '../../mock/rules/document.ts';
import type { Incoming } from '../../mock/rules/incoming.ts';
import { createRuleSet } from '../../mock/rules/rule-set.ts';
import type { Delivery } from '../../mock/transport/delivery.ts';
import { tokenOf } from '../../mock/worlds/incoming-of.ts';
import { createRandom, logNormal } from '../../mock/worlds/random.ts';
import { parseQuery } from '../../reference-server/domain/query.ts';
import {
  createHomeserver,
  lookUp,
  referenceParts,
  type WireAnswer,
} from '../../reference-server/index.ts';
import type { Passing } from '../transport/exchange.ts';
import { joined } from '../transport/headers.ts';
import type { Names } from './names.ts';

/** What a rule does to an exchange. */
export interface Fault {
  readonly id: string;
  /** In a few words, such as `truncate 10`. */
  readonly summary: string;
  /** How long the answer is held back, in milliseconds. */
  readonly delay: number;
  readonly effect:
    | { readonly kind: 'none' }
    /** The request does not reach the target. */
    | { readonly kind: 'instead'; readonly deliver: () => Delivery }
    /** The target answers, and then something happens to the answer. */
    | { readonly kind: 'spoilt'; readonly deliver: (answer: WireAnswer) => Delivery };
}

/** Chooses what happens to requests. */
export interface Faults {
  /** Whether a rule looks at bodies, so that a request must have come whole. */
  readonly readsBodies: boolean;
  readonly choose: (passing: Passing) => Fault | null;
  /** Rules that never applied, by their ids. */
  readonly unused: () => readonly string[];
}

/** What rules of a proxy are read with. */
export interface FaultSetting {
  readonly rules: readonly RuleDocument[];
  /** Decides draws; null leaves them to chance. */
  readonly seed: number | null;
  readonly names: Names;
  /** The base path of the operations at the target, and that of the declaration. */
  readonly basePath: string;
  readonly declared: string;
}

/** Makes the faults of rules that were checked. Their answers have the form of those of the reference server. */
export function createFaults({ rules, seed, names, basePath, declared }: FaultSetting): Faults {
  const random = createRandom(seed);
  const home = createHomeserver(referenceParts);
  const set = createRuleSet({ home, lookup: names.lookup, random });
  set.add(rules);
  return {
    readsBodies: rules.some(({ when }) => when?.body !== undefined),
    choose(passing) {
      const chosen = set.choose(
        incomingOf(passing, names, rebased(passing.url, [basePath], declared)),
      );
      if (chosen === null) return null;
      const { action, effect, delay, summary } = chosen.action;
      const milliseconds = delay === null ? 0 : millisecondsOf(delay, random);
      return {
        id: chosen.rule.id,
        summary,
        delay: milliseconds,
        effect:
          effect.kind === 'instead'
            ? effect
            : isFaithful(action)
              ? { kind: 'none' }
              : { kind: 'spoilt', deliver: effect.deliver },
      };
    },
    unused: () => set.all().flatMap(({ id, applied }) => (applied === 0 ? [id] : [])),
  };
}

const millisecondsOf = (delay: Delay, random: ReturnType<typeof createRandom>): number =>
  typeof delay === 'number' ? delay : logNormal(random, delay.median, delay.p99);

/** Whether an action leaves the answer as it is. */
const isFaithful = (action: Action): boolean =>
  typeof action === 'string'
    ? action === 'passThrough'
    : namesOf(action).every((name) => name === 'passThrough');

/** What can be told of a request before it is answered. */
function incomingOf(passing: Passing, names: Names, url: string): Incoming {
  const headers = joined(passing.headers);
  const target = isReadable(url) ? url : (url.split('?', 1)[0] ?? '/');
  const body = Buffer.from(passing.body.bytes() ?? '');
  const request = new KeptRequest(
    { method: passing.method, headers },
    body,
    target,
    new KnownHeaders(),
  );
  const token = tokenOf({ query: request.query, headers });
  const user = token === null ? null : (names.userOf(token) ?? null);
  try {
    const { route, params } = lookUp(referenceParts.routes, passing.method, request.path)();
    const name = params.roomId === '' ? params.roomAliasOrId : params.roomId;
    const room = name === '' ? null : names.roomOf(name);
    return { request, operation: route.operation, user, room };
  } catch {
    return { request, operation: null, user, room: null };
  }
}

/** Whether the query of a target can be decoded. */
function isReadable(url: string): boolean {
  try {
    parseQuery(url.split('?').slice(1).join('?'));
    return true;
  } catch {
    return false;
  }
}
