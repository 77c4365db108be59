import { cut } from '../../reports/document/width.ts';
import { count, plain } from '../../reports/plain.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { createScreen } from '../progress/screen.ts';

/** Shows how much of recordings was read. */
export interface ReadingProgress {
  readonly read: (bytes: number) => void;
  readonly judged: (requests: number) => void;
  readonly end: () => void;
}

/** Milliseconds between two drawings. */
const tick = 200;

/** Shows progress where lines can be redrawn. @param size bytes of all recordings; 0 where that is not known */
export function createReadingProgress(
  names: readonly string[],
  size: () => number,
  quiet: boolean,
  context: ProcessContext,
  now: () => number,
): ReadingProgress {
  const screen = createScreen(context);
  const [first = ''] = names;
  const what = names.length === 1 ? plain(first, 60) : count(names.length, 'recording');
  let [bytes, requests, drawn] = [0, 0, now()];
  const draw = (): void => {
    if (quiet || !context.live || now() - drawn < tick) return;
    drawn = now();
    const whole = size();
    const part = whole === 0 ? '' : `${Math.floor((Math.min(bytes, whole) / whole) * 100)} % of `;
    const line = `reading ${what}: ${part}${megabytes(whole === 0 ? bytes : whole)} · ${count(requests, 'request')} judged`;
    screen.draw([cut(line, context.columns - 1)]);
  };
  return {
    read(more) {
      bytes += more;
      draw();
    },
    judged(all) {
      requests = all;
    },
    end: () => {
      if (!quiet && context.live) screen.clear();
    },
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
