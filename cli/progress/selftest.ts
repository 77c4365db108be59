import { plain, shorten } from '../../reports/plain.ts';
import type { SelftestEvent } from '../../selftest/selftest.ts';
import type { Surroundings } from '../surroundings.ts';

/** Tells how a self-test goes while it goes. */
export interface SelftestProgress {
  readonly tell: (event: SelftestEvent) => void;
  /** Takes the live line away. */
  end(): void;
}

/** Milliseconds between two live lines. */
const pace = 80;

/** What is not as it should be at once; on a terminal also a live line, otherwise a line for each quarter. */
export function createSelftestProgress(
  { note, live, columns, notePaint }: Surroundings,
  headline: string,
  quiet: boolean,
): SelftestProgress {
  if (quiet) return { tell: () => {}, end: () => {} };
  let [stage, size, done, quarter, drawn] = ['', 0, 0, 0, 0];
  const clear = (): void => {
    if (live) note('\r\u001B[K');
  };
  const advance = (name: string): void => {
    done += 1;
    const now = performance.now();
    if (live && now - drawn > pace) {
      drawn = now;
      const line = plain(`${stage}: ${done} of ${size} · ${name}`);
      note(`\r\u001B[K${notePaint('quiet', shorten(line, Math.max(20, columns - 1)))}`);
    }
    const reached = Math.floor((done / size) * 4);
    if (!live && reached > quarter) note(`${stage}: ${done} of ${size}\n`);
    quarter = reached;
  };
  const complain = (text: string): void => {
    clear();
    note(`${notePaint('bad', '✗')} ${plain(text)}\n`);
  };
  note(`${notePaint('quiet', plain(headline))}\n`);
  return {
    tell(event) {
      switch (event.kind) {
        case 'stage':
          [stage, size, done, quarter] = [event.stage, event.size, 0, 0];
          return;
        case 'right':
          if (event.result.alarms.length > 0) complain(`${event.result.id} is called wrong`);
          return advance(event.result.id);
        case 'fault':
          if (event.result.fate !== 'killed') complain(`${event.result.id} ${event.result.fate}`);
          return advance(event.result.id);
        case 'case':
          if (event.fault === null) complain(`${event.id} catches nothing`);
          return advance(event.id);
        case 'requirement':
          return advance(event.id);
      }
    },
    end: clear,
  };
}
