import type { CompiledAction } from './actions.ts';
import type { RuleDocument } from './document.ts';
import type { Incoming } from './incoming.ts';
import { createRule, type Rule, type RuleSetting } from './rule.ts';

/** The rules of a world. */
export interface RuleSet {
  readonly all: () => readonly Rule[];
  readonly ids: () => ReadonlySet<string>;
  /** Adds rules behind those that are there. */
  readonly add: (documents: readonly RuleDocument[]) => readonly Rule[];
  /** Removes a rule; false where there is none. */
  readonly remove: (id: string) => boolean;
  readonly clear: () => void;
  /**
   * Chooses what happens to a request. Rules with a number of times are tried first, in their order, like a queue; then
   * those that always apply, the last one first, so that a test can lay its own over those of a file.
   */
  readonly choose: (
    incoming: Incoming,
  ) => { readonly rule: Rule; readonly action: CompiledAction } | null;
}

/** Makes an empty set of rules. */
export function createRuleSet(setting: RuleSetting): RuleSet {
  const queue: Rule[] = [];
  const lasting: Rule[] = [];
  const order: Rule[] = [];
  let made = 0;

  const freshId = (): string => {
    made += 1;
    const id = `rule-${made}`;
    return order.some((rule) => rule.id === id) ? freshId() : id;
  };
  const drop = (rule: Rule): void => {
    for (const list of [queue, lasting, order]) {
      const index = list.indexOf(rule);
      if (index >= 0) list.splice(index, 1);
    }
  };

  return {
    all: () => order,
    ids: () => new Set(order.map(({ id }) => id)),
    add(documents) {
      const rules = documents.map((document) =>
        createRule(document.id ?? freshId(), document, setting),
      );
      for (const rule of rules) {
        order.push(rule);
        if (rule.limited) queue.push(rule);
        else lasting.unshift(rule);
      }
      return rules;
    },
    remove(id) {
      const rule = order.find((one) => one.id === id);
      if (rule !== undefined) drop(rule);
      return rule !== undefined;
    },
    clear() {
      for (const list of [queue, lasting, order]) list.length = 0;
    },
    choose(incoming) {
      for (const list of [queue, lasting]) {
        for (const rule of list) {
          const action = rule.take(incoming);
          if (action === null) continue;
          if (rule.finished) forget(queue, rule);
          return { rule, action };
        }
      }
      return null;
    },
  };
}

/** A finished rule is not asked again; it is still told. */
function forget(queue: Rule[], rule: Rule): void {
  const index = queue.indexOf(rule);
  if (index >= 0) queue.splice(index, 1);
}
