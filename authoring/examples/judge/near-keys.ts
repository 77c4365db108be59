import type { JsonPointer, Model } from '../../../harness/document/declaration.ts';
import { nearest } from '../../../harness/document/nearest.ts';
import type { Suggestion } from '../parts/part.ts';
import { type Span, spanOf } from '../text/mapped.ts';
import { type Finding, finding, type Rest } from './finding.ts';
import { distance } from '../text/distance.ts';
import { suggestionAt } from './suggestion.ts';
import type { ShownJson } from './shown-json.ts';

/** A key that was probably meant to be another one. */
export interface NearKey {
  readonly key: string;
  readonly span: Span;
  readonly suggestion: Suggestion | null;
}

/** A key beside a missing one that is nearly it. */
export function nearKey(
  json: ShownJson,
  pointer: JsonPointer,
  wanted: string,
  document: string,
): NearKey | null {
  const around = json.nodeAt(pointer.slice(0, pointer.lastIndexOf('/')));
  if (around?.kind !== 'object') return null;
  const entry = around.entries.find(({ key }) => isNear(key, wanted));
  if (entry === undefined) return null;
  const suggestion = suggestionAt(json, entry.start, entry.end, JSON.stringify(wanted), document);
  return { key: entry.key, span: spanOf(json.content, entry.start, entry.end), suggestion };
}

/** Whether a key is a slip for another one: letters swapped, left out or added, other joints. */
function isNear(key: string, wanted: string): boolean {
  if (key === wanted || wanted.length < 4) return false;
  const plain = (word: string): string => word.toLowerCase().replaceAll(/[_\-\s]/g, '');
  if (plain(key) === plain(wanted)) return true;
  return (
    Math.abs(key.length - wanted.length) <= 1 &&
    nearest(key, [wanted], 1).length === 1 &&
    distance(key, wanted) <= (wanted.length > 7 ? 2 : 1)
  );
}

/** Keys of a body that are nearly keys that its model has and the body has not. */
export function nearKeys(
  model: Model,
  json: ShownJson,
  document: string,
  rest: Rest,
): readonly Finding[] {
  const { root } = json.read;
  if (root?.kind !== 'object' || model.open) return [];
  const names = model.properties.map(({ name }) => name);
  const present = root.entries.map(({ key }) => key);
  return root.entries.flatMap(({ key, start, end }) => {
    if (names.includes(key)) return [];
    const near = model.properties.filter(
      ({ name, required }) => !required && !present.includes(name) && isNear(key, name),
    );
    const [property] = near;
    if (near.length !== 1 || property === undefined) return [];
    return [
      finding(
        'near-key',
        spanOf(json.content, start, end),
        `The declaration knows no key ${key} here. It knows ${property.name}.`,
        {
          ...rest,
          pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
          expected: property.name,
          received: key,
          quote: property.description || null,
          declared: property.pointer,
          suggestion: suggestionAt(json, start, end, JSON.stringify(property.name), document),
        },
      ),
    ];
  });
}
