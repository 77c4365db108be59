import type { ProcessContext } from '../process/process-context.ts';
import { widthOf } from '../../reports/document/width.ts';

/** The lower end of a terminal: lines that are redrawn, below those that stay. */
export interface Screen {
  /** Draws these lines in place of those before, and what stays above them. Every line is ready for a terminal. */
  draw(lines: readonly string[], stay?: readonly string[]): void;
  /** Removes the drawing; what stays, stays. */
  clear(): void;
}

/**
 * Every change is one write, line over line, so nothing flickers; the cursor rests below the drawing and is never
 * hidden, so whatever ends the program leaves a terminal as it was.
 */
export function createScreen(context: Pick<ProcessContext, 'note' | 'columns'>): Screen {
  let shown: readonly string[] = [];
  let width = 0;
  const draw: Screen['draw'] = (lines, stay = []) => {
    const { columns } = context;
    const asBefore = same(lines, shown) && (columns === width || lines.length === 0);
    if (asBefore && stay.length === 0) return;
    context.note(repaint(shown, [...stay, ...lines], columns));
    [shown, width] = [lines, columns];
  };
  return { draw, clear: () => draw([]) };
}

// A terminal that knows these shows all that comes between them at once; others ignore them.
const together = '\u001B[?2026h';
const apart = '\u001B[?2026l';

/** What to write so that the cursor, now below the lines shown before, comes to stand below the new ones. */
function repaint(before: readonly string[], lines: readonly string[], columns: number): string {
  const up = before.reduce((sum, line) => sum + rowsOf(line, columns), 0);
  const home = up === 0 ? '\r' : `\u001B[${up}F`;
  const body = lines.map((line) => `${line}\u001B[K\n`).join('');
  return `${together}${home}${body}\u001B[J${apart}`;
}

/** A terminal made narrower has broken the lines that were longer. */
const rowsOf = (line: string, columns: number): number =>
  Math.max(1, Math.ceil(widthOf(line) / columns));

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, i) => line === b[i]);
