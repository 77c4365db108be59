import type { Declaration, JsonPointer, Operation } from '../../../harness/document/declaration.ts';
import type { ClientRequirementId, RequirementId } from '../../../harness/document/ids.ts';
import { isObject, stringAt } from '../../../harness/document/json.ts';
import type { Spec } from '../../../harness/document/load.ts';
import { ownersOf } from '../../../harness/judge/conform.ts';
import { createShapes, type Shapes } from '../../../harness/judge/shape.ts';
import {
  documentedErrors,
  type DocumentedErrors,
} from '../../../harness/traffic/documented-errors.ts';
import { type RouteTable, routesOf } from '../../../harness/traffic/routes.ts';
import { valueAt } from '../../source/pointer.ts';
import type { Finding } from './finding.ts';

/** What examples are judged by, compiled once. */
export interface JudgeRules {
  readonly spec: Pick<Spec, 'declaration' | 'register' | 'clients'>;
  readonly table: RouteTable;
  readonly shapes: Shapes;
  readonly errors: DocumentedErrors;
  /** Whether the document that is judged speaks of Matrix; left out, it does. */
  readonly speaksOfMatrix?: boolean;
  /** The requirement of servers about a place in the declaration. */
  readonly owner: (pointer: JsonPointer) => RequirementId;
}

const rulesOfSpecs = new WeakMap<JudgeRules['spec'], JudgeRules>();

/** Compiles what examples are judged by, once for each specification. */
export function judgeRulesOf(spec: JudgeRules['spec']): JudgeRules {
  const known = rulesOfSpecs.get(spec);
  if (known !== undefined) return known;
  const rules = {
    spec,
    table: routesOf(spec.declaration),
    shapes: createShapes(spec.declaration, undefined, 'every'),
    errors: documentedErrors(spec.declaration),
    owner: ownersOf(spec.register),
  };
  rulesOfSpecs.set(spec, rules);
  return rules;
}

type Source = Pick<Finding, 'requirement' | 'quote' | 'declared'>;

/** What a requirement of clients rests on. */
export function clientSource({ spec }: JudgeRules, id: ClientRequirementId): Source {
  const { quote = null, pointer = null } = spec.clients.get(id) ?? {};
  return { requirement: id, quote, declared: pointer };
}

/** What a requirement of servers rests on. */
export function serverSource({ spec }: JudgeRules, id: RequirementId): Source {
  const { quote = null, pointer = null } = spec.register.get(id) ?? {};
  return { requirement: id, quote, declared: pointer };
}

/** The declaration's words at a place: those of the nearest thing around it that has a description. */
export function wordsAt({ raw }: Declaration, pointer: JsonPointer): string | null {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const value = valueAt(raw, at);
    if (!isObject(value)) continue;
    const words = stringAt(value, 'description') || stringAt(value, 'summary');
    return words === '' ? null : words;
  }
  return null;
}

/** The words of an operation: its method, and its path below the base path. */
export const nameOf = ({ nickname, method, path }: Operation): string =>
  `${nickname} (${method} ${path})`;
