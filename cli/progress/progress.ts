import { plain } from '../../reports/plain.ts';
import type { Case } from '../../harness/run/case.ts';
import type { RunEvent } from '../../harness/run/outcome.ts';
import type { Register } from '../../harness/document/requirements.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { drawBars } from './bars.ts';
import { cut } from '../../reports/document/width.ts';
import { type ExchangeEvent, exchangeLine, failureLine } from './lines.ts';
import { type SearchEvent, tally, trackProgress } from './progress-state.ts';
import { createScreen } from './screen.ts';
import { type ExpectedRequests, roughly, trackPace } from './time-left.ts';

/** What happens in a case before it is over, with every secret hidden. */
export type LiveEvent = SearchEvent | ExchangeEvent | AnsweredEvent;

/** A request of a case was answered, or is over without an answer. */
export interface AnsweredEvent {
  readonly kind: 'answered';
}

/** Shows on standard error how something long goes. */
export interface Progress<Event = RunEvent | LiveEvent> {
  update(event: Event): void;
  /** Removes what was drawn. */
  end(): void;
}

/** What a run is about. */
export interface RunInfo {
  readonly headline: string;
  readonly cases: readonly Case[];
  readonly register: Register;
  readonly expected: ExpectedRequests;
}

/** Milliseconds between two drawings. */
const betweenDrawings = 100;

/** Failures that get a line while the run goes; all of them are in the report. */
const mostLines = 24;

/** Columns of an exchange's line where no terminal says how many there are. */
const fileWidth = 160;

export const silent: Progress<unknown> = { update: () => {}, end: () => {} };

/** On a terminal bars, with the failures above them; elsewhere a line for each tenth of the cases. */
export const createProgress = (context: ProcessContext, info: RunInfo): Progress =>
  context.live ? createBars(context, info) : createLines(context, info);

function createBars(
  context: ProcessContext,
  { headline, cases, register, expected }: RunInfo,
): Progress {
  const { notePaint, interrupted } = context;
  const tracker = trackProgress(cases);
  const screen = createScreen(context);
  const width = (): number => Math.max(20, context.columns - 1);
  const pace = trackPace(expected);
  let stay: string[] = [];
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;

  const draw = (): void => {
    const hidden = Math.max(0, failures - mostLines);
    const [elapsed, left] = [pace.elapsed(), pace.left()];
    const input = { ...tracker.current(), elapsed, left, hidden, stopping: interrupted.aborted };
    screen.draw(drawBars(input, context, notePaint), stay);
    stay = [];
  };
  return {
    update(event) {
      if (isOfPace(event)) pace.update(event);
      if (event.kind === 'started') {
        stay.push(notePaint('quiet', cut(plain(headline), width())));
        timer = setInterval(draw, betweenDrawings).unref();
      }
      if (event.kind === 'finished-case') {
        const line = failureLine(event.outcome, register, width(), notePaint);
        if (line !== null && failures < mostLines) stay.push(line);
        if (line !== null) failures += 1;
      }
      if (event.kind === 'exchanged') stay.push(exchangeLine(event, width(), notePaint));
      else if (event.kind !== 'answered') tracker.update(event);
    },
    end() {
      if (timer !== null) clearInterval(timer);
      screen.draw([], stay);
      stay = [];
    },
  };
}

/** Whether an event tells how fast a run is. */
const isOfPace = (
  event: RunEvent | LiveEvent,
): event is Extract<RunEvent | LiveEvent, { kind: 'started' | 'answered' | 'finished-case' }> =>
  event.kind === 'started' || event.kind === 'answered' || event.kind === 'finished-case';

function createLines(context: ProcessContext, { headline, cases, expected }: RunInfo): Progress {
  const { note, notePaint } = context;
  const tracker = trackProgress(cases);
  const pace = trackPace(expected);
  let tenths = 0;
  let told = false;

  /** Once, as soon as it is known. */
  function tellTime(): void {
    const left = pace.left();
    if (left === null || told) return;
    told = true;
    note(`after ${pace.answered()} requests: the rest takes about ${roughly(left)}\n`);
  }
  const tellTenth = (): void => {
    const current = tracker.current();
    const now = Math.floor((current.done / current.cases) * 10);
    if (now <= tenths) return;
    tenths = now;
    const left = now === 10 ? null : pace.left();
    const rest = left === null ? '' : ` · about ${roughly(left)} left`;
    note(`${current.done} of ${current.cases} cases: ${tally(current)}${rest}\n`);
  };
  return {
    update(event) {
      if (isOfPace(event)) pace.update(event);
      if (event.kind === 'started') note(`${notePaint('quiet', plain(headline))}\n`);
      if (event.kind === 'answered') {
        tellTime();
        return;
      }
      if (event.kind === 'exchanged') note(`${exchangeLine(event, fileWidth, notePaint)}\n`);
      else tracker.update(event);
      if (event.kind === 'finished-case') tellTenth();
    },
    end() {},
  };
}
