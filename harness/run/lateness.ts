import { symptomOf, viewsIn } from '../judge/symptoms.ts';
import { Broken, Interrupted, LateView, Unconfirmed, Unmet } from '../judge/verdict.ts';
import type { CaseContext } from '../world/create-user.ts';
import type { Case } from './case.ts';
import type { RunContext } from './create-world.ts';
import { latenessOf } from './late-views.ts';

/**
 * What a case ended with, or a late view that was the cause of it. Where views are known to be late, a failure that was
 * seen in a read has to come again before it counts: which view was late, and when, cannot always be found out afterwards.
 * @param again whether the case has run before for this reason, with less time between requests and reads
 */
export async function withLateness(
  { lateViews, send }: Pick<RunContext, 'lateViews' | 'send'>,
  testCase: Pick<Case, 'onTime' | 'replay'>,
  context: Pick<CaseContext, 'recorded'>,
  end: unknown,
  again: boolean,
): Promise<unknown> {
  if (lateViews === undefined || testCase.onTime === true) return end;
  if (end === null) return end;
  const rows = context.recorded.filter((row) => row !== null);
  if (end instanceof LateView) {
    lateViews.late((await latenessOf(rows, send, lateViews.pauses)) ?? 1);
    return end;
  }
  const unsure = end instanceof Unmet || (end instanceof Broken && !(end instanceof Interrupted));
  // What the answer to a write shows is not late.
  if (!unsure || rows.at(-1)?.exchange.request.method !== 'GET') return end;
  const kind = end instanceof Unmet ? end.mismatch.requirement : 'broken';
  if (!lateViews.worthChecking(kind)) return end;
  const views = end instanceof Unmet ? viewsIn(end.mismatch.what) : [];
  const late = await latenessOf(rows, send, lateViews.pauses, views);
  if (late !== null) {
    lateViews.late(late);
    return new LateView('a view showed an accepted request late');
  }
  lateViews.onTime(kind);
  if (lateViews.longest() > 0 && isRaceOfReads(end)) {
    return new Broken('views are late here, so that what is read during a race shows nothing');
  }
  if (lateViews.longest() === 0 || again || isConfirmed(testCase, end)) return end;
  return new Unconfirmed('views are late here, and the failure was not seen twice');
}

/** A race that was lost by what a client read, rather than by the answers to what was sent. */
const isRaceOfReads = (end: unknown): boolean =>
  end instanceof Unmet &&
  end.mismatch.counterexample?.unit === 'request' &&
  symptomOf(end.mismatch.what) !== 'passive';

/**
 * A property repeats the steps that failed, so that it has confirmed its failure by itself; one that failed only once is
 * left to the reader where clients act at the same time, since races seldom come again.
 */
function isConfirmed({ replay }: Pick<Case, 'replay'>, end: unknown): boolean {
  if (replay === undefined) return false;
  const counterexample = end instanceof Unmet ? end.mismatch.counterexample : undefined;
  return counterexample?.again !== undefined && counterexample.again !== null
    ? counterexample.unit === 'request'
    : true;
}
