import type { Paint } from '../../reports/paint.ts';
import { pageWidth } from '../../reports/plain.ts';
import { column, cut } from '../../reports/document/width.ts';
import { roughly } from './time-left.ts';
import { type RunProgress, type SuiteProgress, tally } from './progress-state.ts';

/** What the bars show: how far the run is, and what only the screen knows. */
export interface BarsInput extends RunProgress {
  /** Milliseconds since the run began. */
  readonly elapsed: number;
  /** Milliseconds that the rest is likely to take; null where that is not known. */
  readonly left: number | null;
  /** How many failures have no line of their own above the bars. */
  readonly hidden: number;
  /** Whether the run was interrupted. */
  readonly stopping: boolean;
}

/** Columns of the names, of the counts and of the failures, with the gaps before them. */
const layout = { name: 25, count: 15, failed: 7 };

/** A bar that is shorter shows nothing. */
const shortest = 8;

/**
 * A bar for each suite under way, one for the whole run, and the counts.
 * @returns lines for a terminal: none is wider than `columns`, and there is a row left for the cursor
 */
export function drawBars(
  input: BarsInput,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  paint: Paint,
): readonly string[] {
  // The last column stays free: some terminals go to the next line as soon as it is taken.
  const width = Math.min(columns - 1, pageWidth);
  const whole = bar(
    { ...input, name: 'all', of: input.cases, unit: 'cases', failed: input.verdicts.failed },
    width,
    paint,
  );
  const foot = [whole, paint('quiet', cut(`  ${footOf(input)}`, width))];
  // Two blank lines, the cursor's row, and two at the foot.
  const room = rows - 3 - foot.length;
  if (room < 1) return foot.slice(0, Math.max(1, rows - 1));
  const { suites } = input;
  const shown = suites.length <= room ? suites : suites.slice(0, room - 1);
  const left = suites.length - shown.length;
  const more = left === 0 ? [] : [paint('quiet', cut(`  … and ${left} more suites`, width))];
  return ['', ...shown.map((suite) => bar(suite, width, paint)), ...more, '', ...foot];
}

function bar(
  { name, share, done, of, unit, failed }: SuiteProgress,
  width: number,
  paint: Paint,
): string {
  const label = column(`  ${cut(name, layout.name - 2)}`, layout.name);
  const what = unit === 'runs' ? ' runs' : '';
  const count = of === 0 ? '' : `  ${done} of ${of}${what}`;
  const failures = failed === 0 ? '' : cut(`  ✗ ${failed}`, layout.failed);
  const length = width - layout.name - layout.count - layout.failed;
  if (length < shortest) return cut(label + count + failures, width);
  const filled = Math.min(length, Math.floor(share * length));
  const full = paint(failures === '' ? 'good' : 'bad', '━'.repeat(filled));
  const empty = paint('quiet', '╌'.repeat(length - filled));
  const end = column(count, layout.count);
  return `${label}${full}${empty}${end}${failures === '' ? '' : paint('bad', failures)}`.trimEnd();
}

function footOf({ verdicts, hidden, elapsed, left, stopping }: BarsInput): string {
  const unseen = hidden === 0 ? '' : ` (${hidden} not shown)`;
  const end = stopping ? ' · stopping (Ctrl-C: at once)' : '';
  const rest = left === null ? '' : ` · about ${roughly(left)} left`;
  return `${clock(elapsed)}${rest} · ${tally({ verdicts })}${unseen}${end}`;
}

/** '0:07', '12:34', '1:02:03'. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (n: number): string => String(n % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds)}`
    : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}
