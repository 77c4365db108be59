import type { JsonPointer } from '../../harness/document/declaration.ts';
import { valueAt } from '../swagger/pointers.ts';
import { canonical } from './canonical.ts';
import type { Change } from './change.ts';

/** Where a requirement stands in both declarations. */
interface Bound {
  readonly quote: string | null;
  readonly oldPointer: JsonPointer;
  readonly newPointer: JsonPointer | null;
}

/** Whether a change concerns a requirement: the words that it quotes, or what they are about. */
export function relates(
  change: Change,
  bound: Bound,
  documents: { readonly old: unknown; readonly new: unknown },
): boolean {
  const own = change.old === null ? bound.newPointer : bound.oldPointer;
  const place = (change.old ?? change.new)?.pointer;
  if (own === null || place === undefined) return false;
  if (isWords(change)) return isNear(own, place) && quotes(bound.quote, change);
  if (own === place) return true;
  if (isBelow(own, place)) return change.what !== 'changed' || differs(bound, documents);
  return isBelow(place, own) && isAbout(change, own, place, bound.quote);
}

const isBelow = (pointer: JsonPointer, above: JsonPointer): boolean =>
  pointer.startsWith(`${above}/`);

const isNear = (own: JsonPointer, place: JsonPointer): boolean =>
  own === place || isBelow(own, place) || isBelow(place, own);

/** Whether a change is one of sentences, which concerns only those who quote them. */
const isWords = ({ kind }: Change): boolean => kind === 'prose' || kind === 'form';

const quotes = (quote: string | null, change: Change): boolean =>
  quote !== null &&
  [change.old, change.new].some(
    (side) => side !== null && (side.text.includes(quote) || quote.includes(side.text)),
  );

/** Whether something within a changed list or object is other than it was, such as one of its values. */
function differs(
  { oldPointer, newPointer }: Bound,
  documents: { readonly old: unknown; readonly new: unknown },
): boolean {
  if (newPointer === null) return true;
  const [before, after] = [valueAt(documents.old, oldPointer), valueAt(documents.new, newPointer)];
  return canonical(before ?? null) !== canonical(after ?? null);
}

/**
 * Whether a requirement about a whole is about a change within it. One of an operation as a whole is about what the
 * operation itself says, one of a model about its properties, and one of all operations about which there are.
 */
function isAbout(
  { kind, what }: Change,
  own: JsonPointer,
  place: JsonPointer,
  quote: string | null,
): boolean {
  if (own === '/apis') return kind === 'operation' && what !== 'renamed' && what !== 'changed';
  const levels = place.slice(own.length).split('/').length - 1;
  if (own.startsWith('/models/')) return levels <= 2;
  return levels <= (quote === null ? 1 : 2);
}
