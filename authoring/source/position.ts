/** A place in a text: line and column from 1, columns in UTF-16 units, and the offset from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A part of a text; its end is the place behind its last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** The lines of a text. */
export interface Lines {
  readonly count: number;
  readonly positionAt: (offset: number) => Position;
  readonly rangeAt: (start: number, end: number) => Range;
  /** A line without its end, from 1; empty where there is none. */
  readonly line: (number: number) => string;
}

/** Finds the lines of a text, which end with LF, CR LF or CR. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  const positionAt = (offset: number): Position => {
    const at = Math.max(0, Math.min(offset, text.length));
    const line = lastAtMost(starts, at);
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1, offset: at };
  };
  return {
    count: starts.length,
    positionAt,
    rangeAt: (start, end) => ({ start: positionAt(start), end: positionAt(end) }),
    line: (number) => {
      const start = starts[number - 1];
      if (start === undefined) return '';
      return text.slice(start, starts[number] ?? text.length).replace(/[\r\n]+$/, '');
    },
  };
}

/** The index of the last number that is not greater than `wanted`, in a list that is sorted and begins with 0. */
function lastAtMost(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
