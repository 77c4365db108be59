import { plain, shorten } from '../../reports/plain.ts';
import type { RunEvent } from '../run/outcome.ts';
import type { Surroundings } from './surroundings.ts';

/** Tells how a run goes while it goes. */
export interface Progress {
  tell(event: RunEvent): void;
  /** Takes the live line away. */
  end(): void;
}

/** Milliseconds between two live lines: faster than this nobody reads. */
const pace = 80;

export const silent: Progress = { tell: () => {}, end: () => {} };

/** On a terminal one line that is written over, otherwise a line for each tenth of the cases. */
export function createProgress(
  { note, live, columns, notePaint }: Surroundings,
  headline: string,
): Progress {
  const counts = { passed: 0, failed: 0, broken: 0, skipped: 0 };
  const running = new Set<string>();
  let [all, done, told, drawn] = [0, 0, 0, 0];

  const tally = (): string =>
    Object.entries(counts)
      .filter(([verdict, n]) => n > 0 || verdict === 'passed')
      .map(([verdict, n]) => `${n} ${verdict}`)
      .join(', ');
  const draw = (): void => {
    const now = performance.now();
    if (now - drawn < pace) return;
    drawn = now;
    const line = plain(`${done} of ${all} · ${tally()} · ${[...running].at(-1) ?? ''}`);
    note(`\r\u001B[K${notePaint('quiet', shorten(line, Math.max(20, columns - 1)))}`);
  };
  const line = (): void => {
    const tenth = Math.floor((done / all) * 10);
    if (tenth === told) return;
    told = tenth;
    note(`${done} of ${all} cases: ${tally()}\n`);
  };
  return {
    tell(event) {
      if (event.kind === 'started') {
        all = event.cases;
        note(`${notePaint('quiet', plain(headline))}\n`);
      }
      if (event.kind === 'began') running.add(event.case);
      if (event.kind === 'finished-case') {
        running.delete(event.outcome.case);
        counts[event.outcome.verdict] += 1;
        done += 1;
        if (!live) line();
      }
      if (live) draw();
    },
    end() {
      if (live) note('\r\u001B[K');
    },
  };
}
