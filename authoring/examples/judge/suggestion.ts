import type { Suggestion } from '../parts/part.ts';
import { spanOf } from '../text/mapped.ts';
import type { ShownJson } from './shown-json.ts';

/** A replacement for a stretch of JSON; null where the document writes JSON with escapes, which would be lost. */
export function suggestionAt(
  { content }: ShownJson,
  start: number,
  end: number,
  text: string,
  document: string,
): Suggestion | null {
  const span = spanOf(content, start, end);
  const quote = content.at(content.text.indexOf('"'));
  const escaped = document[quote] !== '"' || document[quote - 1] === '\\';
  const plain = document.slice(span.start, span.end) === content.text.slice(start, end);
  return plain && !escaped ? { span, text } : null;
}
