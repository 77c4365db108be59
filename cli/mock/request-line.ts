import type { Matched } from '../../harness/traffic/match.ts';
import type { Paint, Tone } from '../../reports/paint.ts';
import { column, wrap } from '../../reports/document/width.ts';
import { clean, plain } from '../../reports/plain.ts';

/** What the lines about a request show. Texts that came from outside need not be clean. */
export interface RequestLine {
  /** Milliseconds since 1970 when it came. */
  readonly at: number;
  /** Null where there is only one. */
  readonly world: string | null;
  readonly user: string;
  readonly operation: string;
  readonly answer: { readonly tone: Tone; readonly text: string };
  readonly ms: number | null;
  /** The rule that had a hand in it, and what it did. */
  readonly rule: string | null;
  /** What is to be said of it, each in lines of its own. */
  readonly notes: readonly RequestNote[];
}

export type RequestNote = readonly [tone: Tone, mark: string, text: string];

const widths = { user: 10, operation: 21, answer: 11, ms: 9 } as const;

/** Lays out a request: when it came, whose it was, what it asked, what it got; then what is to be said of it. */
export function layOut(
  { at, world, user, operation, answer, ms, rule, notes }: RequestLine,
  paint: Paint,
  columns: number,
): readonly string[] {
  const cells = [
    clockOf(at),
    ...(world === null ? [] : [world]),
    column(clean(user), widths.user),
    column(clean(operation), widths.operation),
    paint(answer.tone, answer.text.padEnd(widths.answer)),
    (ms === null ? '' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`).padStart(widths.ms),
    ...(rule === null ? [] : [paint('unsure', plain(rule, 60))]),
  ];
  return [
    cells.join('  ').trimEnd(),
    ...notes.flatMap(([tone, mark, text]) =>
      wrapped(clean(text), columns - indent.length - 2).map(
        (line, i) => `${indent}${i === 0 ? paint(tone, mark) : ' '} ${line}`,
      ),
    ),
  ];
}

const indent = ' '.repeat(10);

/** Lines that a note takes at most. */
const mostLines = 4;

function wrapped(text: string, columns: number): readonly string[] {
  const lines = wrap(text, Math.max(20, columns)).map(([start, end]) => text.slice(start, end));
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), '…'];
}

const clockOf = (at: number): string => new Date(at).toTimeString().slice(0, 8);

/** The operation that a request was probably meant for; why it is not that one, unless a finding says so already. */
export function nearestOf(
  { nearest, why }: Extract<Matched, { kind: 'unmatched' }>,
  findings: readonly { readonly what: string }[],
): string {
  const { method, path, nickname } = nearest;
  const route = `the nearest operation is ${nickname}, ${method} ${path}`;
  return findings.some(({ what }) => what.includes(why)) ? route : `${why} ${route}`;
}
