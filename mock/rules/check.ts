import { didYouMeanName, type Finding, quoted } from '../documents/index.ts';
import { faults } from '../../reference-server/faults/index.ts';
import { referenceParts } from '../../reference-server/index.ts';
import { namesOf } from './actions.ts';
import type { Action, ActionObject, RuleDocument, RulesDocument, When } from './document.ts';
import { refusals } from './refusals.ts';

type Findings = readonly Finding[];

const operations: readonly string[] = Object.keys(referenceParts.operations);
/** Statuses whose responses end with their headers, by RFC 9110. */
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304]);
const faultIds = new Set(faults.map(({ id }) => id));

/**
 * What the schema cannot say: names that do not exist, rules that can never apply, and ids that are taken.
 * @param taken the ids of rules that are there already
 */
export function findingsIn({ rules }: RulesDocument, taken: ReadonlySet<string>): Findings {
  const seen = new Set<string>();
  return rules.flatMap((rule, index) => {
    const pointer = `/rules/${index}`;
    const { id } = rule;
    const isTwice = id !== undefined && seen.has(id);
    if (id !== undefined) seen.add(id);
    const isTaken = id !== undefined && taken.has(id);
    const clash = `there is a rule "${id ?? ''}" already; remove it first, or give this one another id`;
    return [
      ...(isTaken ? [{ pointer: `${pointer}/id`, message: clash }] : []),
      ...(isTwice ? [{ pointer: `${pointer}/id`, message: `the id "${id}" is there twice` }] : []),
      ...findingsInRule(rule, pointer),
    ];
  });
}

function findingsInRule(rule: RuleDocument, pointer: string): Findings {
  const { when = {}, times } = rule;
  const actions = actionsOf(rule);
  const isList = Array.isArray(rule.then);
  const findings = [
    ...findingsInWhen(when, `${pointer}/when`),
    ...actions.flatMap((action, index) =>
      findingsInAction(action, when, isList ? `${pointer}/then/${index}` : `${pointer}/then`),
    ),
  ];
  if (when.nth !== undefined && times !== undefined && times !== 1) {
    findings.push({
      pointer: `${pointer}/times`,
      message: 'a rule with nth applies once, so times must be left out or be 1',
    });
  }
  if (when.nth !== undefined && actions.length > 1) {
    findings.push({
      pointer: `${pointer}/then`,
      message:
        'a rule with nth applies once, so a sequence would never reach its second action; use after',
    });
  }
  if (typeof times === 'number' && times < actions.length) {
    findings.push({
      pointer: `${pointer}/times`,
      message: `the sequence has ${actions.length} actions, and with times ${times} the last of them would never apply`,
    });
  }
  return findings;
}

/** The actions of a rule in their order. */
export const actionsOf = ({ then }: RuleDocument): readonly Action[] =>
  isSequence(then) ? then : [then];

const isSequence = (then: RuleDocument['then']): then is readonly Action[] => Array.isArray(then);

const noOperation = (name: string): string => `there is no operation ${quoted(name)}`;

/** Says that an operation does not exist, and which one may be meant; null where it exists. */
export const problemOfOperation = (name: string): string | null =>
  operations.includes(name) ? null : noOperation(name) + didYouMeanName(name, operations);

/** What is wrong with a `when`, in rules and in what is expected of a journal. */
export function findingsInWhen(when: When, pointer: string): Findings {
  const findings: Finding[] = [];
  for (const name of operationsOf(when)) {
    if (operations.includes(name)) continue;
    findings.push({
      pointer: `${pointer}/operation`,
      message: noOperation(name),
      hint: () => didYouMeanName(name, operations),
    });
  }
  findings.push(...findingsInMethod(when, pointer));
  if (when.probability === 0) {
    findings.push({
      pointer: `${pointer}/probability`,
      message: 'with probability 0 the rule never applies',
    });
  }
  if (when.nth !== undefined && when.after !== undefined && when.nth <= when.after) {
    findings.push({
      pointer: `${pointer}/nth`,
      message: `request ${when.nth} is not after request ${when.after}, so the rule never applies`,
    });
  }
  if (when.body !== undefined && when.method?.toUpperCase() === 'GET') {
    findings.push({
      pointer: `${pointer}/body`,
      message: 'a GET has no body, so the rule never applies',
    });
  }
  return findings;
}

/** An operation has one method; a request with another one is a request of no operation. */
function findingsInMethod(when: When, pointer: string): Findings {
  const { method } = when;
  const named = operationsOf(when);
  const methods = referenceParts.routes
    .filter(({ operation }) => named.includes(operation))
    .map((route) => route.method);
  if (method === undefined || methods.length === 0) return [];
  if (methods.some((one) => one === method.toUpperCase())) return [];
  const message = `${named.join(', ')} is requested with ${[...new Set(methods)].join(' or ')}, so the rule never applies`;
  return [{ pointer: `${pointer}/method`, message }];
}

/** The operations of a `when`; none where it names none. */
const operationsOf = ({ operation }: When): readonly string[] => {
  if (operation === undefined) return [];
  return typeof operation === 'string' ? [operation] : operation;
};

function findingsInAction(action: Action, when: When, pointer: string): Findings {
  if (typeof action === 'string') return [];
  const names = namesOf(action);
  if (names.length > 1) {
    return [
      {
        pointer,
        message: `${names.join(' and ')} cannot be one action; a list makes a sequence of them`,
      },
    ];
  }
  return [
    ...findingsInRefusal(action, when, pointer),
    ...findingsInFault(action, pointer),
    ...findingsInNumbers(action, pointer),
  ];
}

function findingsInRefusal({ refuse }: ActionObject, when: When, pointer: string): Findings {
  if (refuse === undefined) return [];
  const refusal = refusals.get(refuse);
  if (refusal === undefined) {
    const message = `${quoted(refuse)} is not a requirement that asks for a refusal`;
    const hint = (): string => didYouMeanName(refuse, refusals.keys());
    return [{ pointer: `${pointer}/refuse`, message, hint }];
  }
  const asked = operationsOf(when);
  const known: readonly string[] = refusal.operations;
  if (asked.length === 0 || known.length === 0 || asked.some((one) => known.includes(one)))
    return [];
  const message = `${refuse} is about ${known.join(', ')}, and the rule is for ${asked.join(', ')}`;
  return [{ pointer: `${pointer}/refuse`, message }];
}

function findingsInFault({ fault }: ActionObject, pointer: string): Findings {
  if (fault === undefined || faultIds.has(fault)) return [];
  const message = `there is no fault ${quoted(fault)}`;
  return [{ pointer: `${pointer}/fault`, message, hint: () => didYouMeanName(fault, faultIds) }];
}

function findingsInNumbers({ delay, respond }: ActionObject, pointer: string): Findings {
  const findings: Finding[] = [];
  if (typeof delay === 'object' && delay.p99 < delay.median) {
    findings.push({ pointer: `${pointer}/delay/p99`, message: 'p99 is smaller than the median' });
  }
  if (respond?.body !== undefined && respond.text !== undefined) {
    findings.push({
      pointer: `${pointer}/respond`,
      message: 'body and text cannot be used together',
    });
  }
  const { status = 200, text, body } = respond ?? {};
  const hasBody = body !== undefined || (text !== undefined && text !== '');
  if (withoutBody.has(status) && hasBody) {
    findings.push({
      pointer: `${pointer}/respond/${body === undefined ? 'text' : 'body'}`,
      message: `a response of status ${status} has no body`,
    });
  }
  const length = Object.keys(respond?.headers ?? {}).find((name) =>
    /^(content-length|transfer-encoding|connection)$/i.test(name),
  );
  if (length !== undefined) {
    findings.push({
      pointer: `${pointer}/respond/headers/${length}`,
      message: `the mock sets ${length} itself; truncate, contentLength and closeAfter break an answer`,
    });
  }
  return findings;
}
