import type { ApiDeclaration, Operation, Property } from '../../source/swagger.ts';
import type { Declared, Found, Rule } from '../view/rule.ts';
import { isWrite, parentPath, segmentsOf } from '../view/paths.ts';
import { isPlaceholder } from './placeholder-property.ts';
import { listed, quoted } from '../view/words.ts';

export const resultOfSpecialCase: Rule = {
  id: 'result-of-special-case',
  severity: 'warning',
  summary:
    'What is sent in general has no place in any answer, and what a special case sends has one.',
  *declaration(declared) {
    const { api, graph } = declared;
    const reads = readsByHolder(api);
    for (const entry of api.apis) {
      const special = graph.specialCasesOf(entry).flatMap(({ operations }) => operations);
      for (const general of entry.operations) {
        if (!isWrite(general.method)) continue;
        for (const one of special) {
          if (one.method === general.method) yield* compare(general, one, declared, reads);
        }
      }
    }
  },
};

function* compare(
  general: Operation,
  special: Operation,
  declared: Declared,
  reads: ReadonlyMap<string, readonly Operation[]>,
): Iterable<Found> {
  const { graph } = declared;
  const [any] = modelsOfBody(general, declared);
  const [one] = modelsOfBody(special, declared);
  // A general body is one that takes keys of any names.
  if (any === undefined || one === undefined || any.name === one.name) return;
  if (!any.properties.some(({ name }) => isPlaceholder(name)) && any.properties.length > 0) return;
  if (graph.inResponses.has(any.name)) return;
  const lists = reads.get(holderOf(parentPath(general.path))) ?? [];
  const holders = new Map<Property, Operation[]>();
  for (const list of lists) {
    const held = heldBy(list, declared);
    const holder = held.find((property) =>
      graph.modelsOf(property).some(({ name }) => name === one.name),
    );
    if (holder !== undefined) holders.set(holder, [...(holders.get(holder) ?? []), list]);
  }
  for (const [holder, readers] of holders) {
    const names = listed(
      readers.map(({ nickname }) => nickname),
      'or',
    );
    yield {
      pointer: holder.pointer,
      at: 'key',
      message: `${general.nickname} sends ${any.name} to where ${special.nickname} sends ${one.name}, and only ${one.name} has a place in an answer, in ${quoted(holder.name)}. Does ${names} also answer with what ${general.nickname} sent? Then ${quoted(holder.name)} cannot be a ${one.name} alone.`,
      related: [
        { pointer: general.pointer, message: 'the general operation' },
        { pointer: special.pointer, message: 'the special case' },
      ],
    };
  }
}

/** The properties of an answer at any depth, but not those of subtypes, which it may be or not. */
function heldBy({ result }: Operation, { graph }: Declared): readonly Property[] {
  const seen = new Set<string>();
  const found: Property[] = [];
  const waiting = [...graph.modelsOf(result)];
  for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
    if (seen.has(model.name)) continue;
    seen.add(model.name);
    const properties = graph.propertiesOf(model);
    found.push(...properties);
    waiting.push(...properties.flatMap(graph.modelsOf));
  }
  return found;
}

/** The operations that read, by the path above their last segment. */
function readsByHolder(api: ApiDeclaration): ReadonlyMap<string, readonly Operation[]> {
  const reads = new Map<string, Operation[]>();
  for (const operation of api.operations) {
    if (operation.method !== 'GET') continue;
    const holder = holderOf(operation.path);
    const same = reads.get(holder);
    if (same === undefined) reads.set(holder, [operation]);
    else same.push(operation);
  }
  // Nothing is said about what stands at the top.
  reads.delete('');
  return reads;
}

const holderOf = (path: string): string => segmentsOf(path).slice(0, -1).join('/');

const modelsOfBody = (operation: Operation, { graph }: Declared) => {
  const body = graph.bodyOf(operation);
  return body === null ? [] : graph.modelsOf(body);
};
