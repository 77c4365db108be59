import type { Homeserver } from '../../reference-server/index.ts';
import type { Random } from '../worlds/random.ts';
import { type CompiledAction, compileAction } from './actions.ts';
import { actionsOf } from './check.ts';
import type { RuleDocument, When } from './document.ts';
import type { Incoming } from './incoming.ts';
import { compileMatcher, type Lookup } from './match.ts';
import { refusals } from './refusals.ts';

/** A rule at work in one world. */
export interface Rule {
  readonly id: string;
  readonly document: RuleDocument;
  /** Whether a number limits how often it applies. */
  readonly limited: boolean;
  /** How many requests matched, and to how many of them it was applied. */
  readonly matched: number;
  readonly applied: number;
  /** Whether it will never apply again. */
  readonly finished: boolean;
  /** Looks at a request, and counts it if it matches; the action if the rule applies to it. */
  readonly take: (incoming: Incoming) => CompiledAction | null;
}

/** What a rule needs of its world. */
export interface RuleSetting {
  readonly home: Homeserver;
  readonly lookup: Lookup;
  readonly random: Random;
}

/** Makes a rule of a document that was checked. */
export function createRule(id: string, document: RuleDocument, setting: RuleSetting): Rule {
  const when = impliedWhen(document);
  const differs = compileMatcher(when, setting.lookup);
  const actions = actionsOf(document).map((action) => compileAction(action, setting.home));
  const { nth, after = 0, probability = 1 } = when;
  const times = document.times ?? (nth === undefined ? actions.length : 1);
  const most = times === 'always' ? Infinity : times;
  let matched = 0;
  let applied = 0;

  return {
    id,
    document,
    limited: times !== 'always',
    get matched() {
      return matched;
    },
    get applied() {
      return applied;
    },
    get finished() {
      return applied >= most || (nth !== undefined && matched >= nth);
    },
    take(incoming) {
      if (applied >= most || differs(incoming).length > 0) return null;
      matched += 1;
      if (nth !== undefined && matched !== nth) return null;
      if (matched <= after) return null;
      if (probability < 1 && setting.random.number() >= probability) return null;
      const action = actions[Math.min(applied, actions.length - 1)] ?? null;
      applied += 1;
      return action;
    },
  };
}

/** A refusal that is about certain operations says by itself which requests it is for. */
function impliedWhen({ when = {}, then }: RuleDocument): When {
  if (when.operation !== undefined || typeof then === 'string' || !('refuse' in then)) return when;
  const operation = refusals.get(then.refuse ?? '')?.operations ?? [];
  return operation.length === 0 ? when : { ...when, operation };
}
