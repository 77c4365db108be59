import { plain, shorten } from '../../reports/plain.ts';
import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { Case, CaseId } from '../../harness/run/case.ts';
import type { Captured, RunEvent } from '../../harness/run/outcome.ts';
import type { SearchProgress } from '../../harness/run/search.ts';
import type { Register } from '../../harness/document/requirements.ts';
import { drawBars } from './bars.ts';
import { createScreen } from './screen.ts';
import { createFollower, type Standing } from './standing.ts';
import type { Surroundings } from '../surroundings.ts';
import { exchangeLine, failureLine } from './told.ts';

/** What is seen of a case before it is over; no secret is in it any more. */
export type Glimpse =
  | { readonly kind: 'searching'; readonly case: CaseId; readonly searching: SearchProgress }
  | {
      readonly kind: 'exchanged';
      readonly case: CaseId;
      readonly exchange: Captured;
      readonly findings: readonly Mismatch[];
      readonly basePath: string;
    };

/** Tells how a run goes while it goes. */
export interface Progress {
  tell(event: RunEvent | Glimpse): void;
  /** Takes away what was drawn. */
  end(): void;
}

/** What a run is about, for who tells how it goes. */
export interface Telling {
  readonly headline: string;
  readonly cases: readonly Case[];
  readonly register: Register;
}

/** Milliseconds between two drawings. */
const pace = 100;

/** Failures that get a line while the run goes; all of them are in the report. */
const mostTold = 24;

/** Columns of an exchange's line where no terminal says how many there are. */
const fileWidth = 160;

export const silent: Progress = { tell: () => {}, end: () => {} };

/** On a terminal bars, with the failures above them; elsewhere a line for each tenth of the cases. */
export const createProgress = (around: Surroundings, telling: Telling): Progress =>
  around.live ? createDrawing(around, telling) : createLines(around, telling);

function createDrawing(around: Surroundings, { headline, cases, register }: Telling): Progress {
  const { notePaint, interrupted } = around;
  const follower = createFollower(cases);
  const screen = createScreen(around);
  const width = (): number => Math.max(20, around.columns - 1);
  let stay: string[] = [];
  let [began, told, untold] = [0, 0, 0];
  let timer: NodeJS.Timeout | null = null;

  const draw = (): void => {
    const elapsed = performance.now() - began;
    const picture = { ...follower.standing(), elapsed, untold, stopping: interrupted.aborted };
    screen.draw(drawBars(picture, around, notePaint), stay);
    stay = [];
  };
  return {
    tell(event) {
      switch (event.kind) {
        case 'started':
          began = performance.now();
          stay.push(notePaint('quiet', shorten(plain(headline), width())));
          timer = setInterval(draw, pace).unref();
          break;
        case 'searching':
          follower.searching(event.case, event.searching);
          return;
        case 'exchanged':
          stay.push(lineOf(event, width(), notePaint));
          return;
        case 'finished-case': {
          const line = failureLine(event.outcome, register, width(), notePaint);
          if (line === null) break;
          if (told < mostTold) stay.push(line);
          else untold += 1;
          told += 1;
          break;
        }
        case 'began':
        case 'finished':
      }
      follower.event(event);
    },
    end() {
      if (timer !== null) clearInterval(timer);
      screen.draw([], stay);
      stay = [];
    },
  };
}

function createLines(around: Surroundings, { headline, cases }: Telling): Progress {
  const { note, notePaint } = around;
  const follower = createFollower(cases);
  let tenths = 0;
  return {
    tell(event) {
      if (event.kind === 'started') note(`${notePaint('quiet', plain(headline))}\n`);
      if (event.kind === 'exchanged') note(`${lineOf(event, fileWidth, notePaint)}\n`);
      if (event.kind === 'exchanged' || event.kind === 'searching') return;
      follower.event(event);
      const standing = follower.standing();
      const now = Math.floor((standing.done / standing.cases) * 10);
      if (now > tenths) note(`${tallyLine(standing)}\n`);
      tenths = Math.max(tenths, now);
    },
    end() {},
  };
}

const lineOf = (
  { case: caseId, exchange, findings, basePath }: Extract<Glimpse, { kind: 'exchanged' }>,
  width: number,
  paint: Surroundings['paint'],
): string => exchangeLine(caseId, exchange, findings, basePath, width, paint);

function tallyLine({ done, cases, verdicts }: Standing): string {
  const counts = Object.entries(verdicts)
    .filter(([verdict, n]) => n > 0 || verdict === 'passed')
    .map(([verdict, n]) => `${n} ${verdict}`);
  return `${done} of ${cases} cases: ${counts.join(', ')}`;
}
