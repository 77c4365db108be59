import { ApiError, badJson, invalid, notFound } from '../errors.ts';
import { demandString } from '../domain/content.ts';
import type { JsonObject } from '../domain/event.ts';

/** Kind → rule id → rule: what one user added, in the order it was added. */
export type PushRules = ReadonlyMap<RuleKind, Map<string, JsonObject>>;

/** The kinds of rules, in the order in which a client tries them. */
const kinds = ['override', 'content', 'room', 'sender', 'underride'] as const;

export type RuleKind = (typeof kinds)[number];

/** The bound on the rules of one kind that a user can add. */
const mostRules = 500;

const notify: readonly unknown[] = ['notify', { set_tweak: 'sound', value: 'default' }];

/** The rules that every user has: calls, rooms of two, one's own name, and any message. */
const defaults: Readonly<Record<RuleKind, readonly JsonObject[]>> = {
  override: [defaultRule('contains_display_name', [{ kind: 'contains_display_name' }], notify)],
  content: [],
  room: [],
  sender: [],
  underride: [
    defaultRule('call', [typeIs('m.call.invite')], notify),
    defaultRule('room_one_to_one', [{ kind: 'room_member_count', is: '2' }], notify),
    defaultRule('message', [typeIs('m.room.message')], ['notify']),
  ],
};

function typeIs(pattern: string): JsonObject {
  return { kind: 'event_match', key: 'type', pattern };
}

function defaultRule(
  name: string,
  conditions: readonly JsonObject[],
  actions: readonly unknown[],
): JsonObject {
  return { rule_id: `.m.rule.${name}`, default: true, enabled: true, conditions, actions };
}

export function createPushRules(): PushRules {
  return new Map(kinds.map((kind) => [kind, new Map<string, JsonObject>()]));
}

/** @returns the rules by their kinds: those that were added last come first, and the default ones last. */
export function listPushRules(added: PushRules | undefined): JsonObject {
  const listed = kinds.map((kind) => {
    const own = [...(added?.get(kind)?.values() ?? [])].toReversed();
    return [kind, [...own, ...defaults[kind]]] as const;
  });
  return Object.fromEntries(listed);
}

/**
 * Adds or replaces a rule.
 *
 * @throws ApiError 400 for an unknown kind, a rule that lacks what its kind needs, or too many rules.
 */
export function addPushRule(
  added: PushRules,
  kindName: string,
  ruleId: string,
  body: JsonObject,
): void {
  const rules = rulesOf(added, kindName);
  if (ruleId === '' || ruleId.startsWith('.')) throw invalid('Not an id of a push rule.');
  if (rules.size >= mostRules && !rules.has(ruleId)) {
    throw new ApiError(400, 'M_TOO_LARGE', `There are ${mostRules} rules of this kind already.`);
  }
  rules.set(ruleId, {
    rule_id: ruleId,
    default: false,
    enabled: true,
    ...(kindName === 'content' ? { pattern: demandString(body, 'pattern') } : {}),
    ...(kindName === 'override' || kindName === 'underride'
      ? { conditions: demandList(body, 'conditions') }
      : {}),
    actions: demandList(body, 'actions'),
  });
}

/** @throws ApiError 400 for an unknown kind, 404 for a rule that was never added. */
export function removePushRule(added: PushRules, kindName: string, ruleId: string): void {
  if (!rulesOf(added, kindName).delete(ruleId)) throw notFound('No such push rule.');
}

function rulesOf(added: PushRules, name: string): Map<string, JsonObject> {
  const kind = kinds.find((each) => each === name);
  const rules = kind === undefined ? undefined : added.get(kind);
  if (rules === undefined) {
    throw invalid(`${name} is not a kind of push rules: use one of ${kinds.join(', ')}.`);
  }
  return rules;
}

function demandList(body: JsonObject, key: string): readonly unknown[] {
  const value = Object.hasOwn(body, key) ? body[key] : undefined;
  if (!Array.isArray(value)) throw badJson(`${key} is not a list.`);
  return value;
}
