import type { ComponentChildren } from 'preact';
import { count } from '../../plain.ts';
import type { Report, ReportOutcome } from '../../report.ts';
import { tallyText } from '../../sections/client.ts';
import { ExchangeList } from '../exchange.tsx';
import { ForeignText, visible } from '../foreign-text.tsx';
import { VerdictMark } from '../marks.tsx';
import { hrefOf, type Route } from '../route.ts';
import { Commands } from './commands.tsx';
import { FailedPart } from './failed.tsx';
import { type Finding, findingsIn, findingsOf } from './findings.ts';
import { LanesView } from './lanes-view.tsx';
import { severalAtOnce } from '../moments.ts';
import { Neighbours } from './neighbours.tsx';
import { PagesView } from './pages-view.tsx';
import { SameWay } from './same-way.tsx';

interface DetailProps {
  readonly report: Report;
  readonly outcome: ReportOutcome | undefined;
  readonly route: Route;
}

/** A case with all that is known of it. */
export function Detail({ report, outcome, route }: DetailProps) {
  const back = hrefOf('failures', '', route.query);
  if (outcome === undefined) {
    return (
      <>
        <p class="back">
          <a href={back}>← Failures</a>
        </p>
        <h1 tabIndex={-1}>No such case</h1>
        <p>
          This run has no case <code>{visible(route.path)}</code>.
        </p>
      </>
    );
  }
  const own = findingsIn(findingsOf(report), outcome);
  return (
    <article class="detail">
      <Neighbours report={report} outcome={outcome} query={route.query} back={back} />
      <h1 tabIndex={-1}>{outcome.title}</h1>
      <p class="facts">
        <VerdictMark verdict={outcome.verdict} /> <code>{outcome.case}</code>{' '}
        <span class="soft">
          {report.subject === undefined
            ? costOf(outcome)
            : outcome.requirements.map((id) => tallyText(report.subject?.tallies[id])).join()}
        </span>
      </p>
      <Why outcome={outcome} findings={own} />
      <Exchanges outcome={outcome} />
      {outcome.verdict !== 'skipped' && <Commands outcome={outcome} report={report} />}
      <SameWay findings={own} id={outcome.case} query={route.query} />
    </article>
  );
}

/** What a case cost. */
const costOf = ({ requests, ms, waits, retries }: ReportOutcome): string =>
  [
    count(requests, 'request'),
    `${Math.round(ms)} ms`,
    ...(waits === 0 ? [] : [`${count(waits, 'rate limit')} waited out`]),
    ...(retries === 0 ? [] : [`${count(retries, 'connection')} replaced`]),
  ].join(' · ');

/** What was wrong, or why the case was not judged. */
function Why({ outcome, findings }: { outcome: ReportOutcome; findings: readonly Finding[] }) {
  switch (outcome.verdict) {
    case 'failed':
      return <FailedPart outcome={outcome} findings={findings} />;
    case 'broken':
      return (
        <Reason label={outcome.ours ? 'A bug in rooms-conformance' : 'Why it could not be judged'}>
          <ForeignText text={outcome.cause} />
        </Reason>
      );
    case 'skipped':
      return (
        <Reason label="Why it was skipped">
          <ForeignText text={outcome.reason} />
        </Reason>
      );
    case 'passed':
      return <p>It passed.</p>;
  }
}

const Reason = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <section class="reason">
    <h2>{label}</h2>
    <p>{children}</p>
  </section>
);

/** The exchanges: pages and races drawn, then every one in full. */
function Exchanges({ outcome }: { outcome: ReportOutcome }) {
  const { exchanges } = outcome;
  if (exchanges.length === 0) return null;
  const here = stepsThatMatter(outcome);
  return (
    <section class="wire">
      <h2>Exchanges</h2>
      <PagesView exchanges={exchanges} here={here} />
      {isRace(outcome) && <LanesView exchanges={exchanges} here={here} />}
      <ExchangeList exchanges={exchanges} here={here} />
    </section>
  );
}

/** Reads that one user makes at the same time are no race; requests of several users are. */
const isRace = ({ case: id, exchanges }: ReportOutcome): boolean =>
  id.startsWith('concurrent-') || severalAtOnce(exchanges);

/** The exchanges in which a mismatch was seen; the last one of a broken case. */
function stepsThatMatter(outcome: ReportOutcome): ReadonlySet<number> {
  if (outcome.verdict === 'broken') return new Set(outcome.exchanges.slice(-1).map((e) => e.step));
  if (outcome.verdict !== 'failed') return new Set();
  return new Set(outcome.mismatches.flatMap(({ step }) => step ?? []));
}
