/** A text that was taken out of a document, and where each of its characters stands there. */
export interface Mapped {
  readonly text: string;
  /** The offset in the document of a character; of the end of the text for its length. */
  at(index: number): number;
}

/** A stretch of a document, as offsets; `end` is behind its last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line of a text that was taken out of a document. */
export interface MappedLine {
  readonly text: string;
  /** Where its first character stands in the document. */
  readonly offset: number;
}

/** The lines of a document, whatever ends them. */
export function linesIn(text: string): readonly MappedLine[] {
  const lines: MappedLine[] = [];
  let offset = 0;
  for (const { index, 0: ending } of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ text: text.slice(offset, index), offset });
    offset = index + ending.length;
  }
  return [...lines, { text: text.slice(offset), offset }];
}

/** The whole of a document. */
export const whole = (text: string): Mapped => ({ text, at: (index) => index });

/** Lines, each of which is one piece of the document, with a line feed between them. */
export function joined(lines: readonly MappedLine[]): Mapped {
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.text.length + 1;
  }
  return {
    text: lines.map((line) => line.text).join('\n'),
    at(index) {
      const place = Math.max(0, lastAtMost(starts, index));
      const line = lines[place];
      return line === undefined
        ? 0
        : line.offset + Math.min(index - (starts[place] ?? 0), line.text.length);
    },
  };
}

/** A part of a text. */
export const slice = (from: Mapped, start: number, end = from.text.length): Mapped => ({
  text: from.text.slice(start, end),
  at: (index) => from.at(start + index),
});

/** A text of which each character comes from one of another text, as a shell word without its quotes. */
export const picked = (
  from: Mapped,
  text: string,
  places: readonly number[],
  end: number,
): Mapped => ({
  text,
  at: (index) => from.at(places[index] ?? end),
});

/** Texts one behind the other, with something between them that stands nowhere in the document. */
export function joinedBy(parts: readonly Mapped[], between: string): Mapped {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length);
    length += part.text.length + between.length;
  }
  return {
    text: parts.map((part) => part.text).join(between),
    at(index) {
      const place = Math.max(0, lastAtMost(starts, index));
      const part = parts[place];
      return part === undefined
        ? 0
        : part.at(Math.min(index - (starts[place] ?? 0), part.text.length));
    },
  };
}

/** The same places with other characters: what stands for itself alone is hidden, and nothing moves. */
export const masked = (from: Mapped, text: string): Mapped => ({
  text,
  at: (index) => from.at(index),
});

/** Where a text stands in the document. */
export const spanOf = (mapped: Mapped, start = 0, end = mapped.text.length): Span => ({
  start: mapped.at(start),
  // The last character and one more, since the end of a line may be far from the beginning of the next.
  end: end > start ? mapped.at(end - 1) + 1 : mapped.at(start),
});

/** The index of the last entry that is not greater; the list is sorted. */
function lastAtMost(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
