import { count } from '../plain.ts';
import type { Report, ReportSubject, ReportTraffic } from '../report.ts';
import { profileLine } from '../sections/summary.ts';
import { ForeignText } from './foreign-text.tsx';

/** The settings and totals of the run. */
export function Facts({ report }: { report: Report }) {
  const { subject } = report;
  const facts = subject === undefined ? factsOfServer(report) : factsOfClient(report, subject);
  return (
    <section>
      <h2>Run</h2>
      <dl class="facts-list">
        {facts.map(
          ([word, value]) =>
            value !== null && (
              <div key={word}>
                <dt>{word}</dt>
                <dd>
                  <ForeignText text={value} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

type Fact = readonly [word: string, value: string | null];

function factsOfServer(report: Report): readonly Fact[] {
  const { target, versions, totals, shard, only, search } = report;
  const done = report.outcomes.length;
  return [
    [
      'Target',
      `${target.origin}${target.basePath}${target.bundled ? ' (the bundled reference server)' : ''}`,
    ],
    ['Token', target.auth === 'query' ? 'in the query' : 'in a header'],
    ['Started', moment(report.started)],
    ['Duration', seconds(report.ms)],
    ['Cases', `${done} of ${totals.cases} judged${endings[report.ended]}`],
    [
      'Outcomes',
      Object.entries(totals.verdicts)
        .map(([word, n]) => `${n} ${word}`)
        .join(', '),
    ],
    ['Requests', String(totals.requests)],
    [
      'Waits',
      `${count(totals.waits, 'rate limit')} waited out, ${count(totals.retries, 'dead connection')} replaced`,
    ],
    ['Stopped', report.stopped ?? null],
    ['Gateways', totals.gateways === 0 ? null : count(totals.gateways, 'answer')],
    ['Level', report.level],
    ['Profile', profileLine(report) || null],
    ['Only', only.length === 0 ? null : only.join(' ')],
    ['Part', shard === null ? null : `${shard.index} of ${shard.of}`],
    ['Seed', String(report.seed)],
    ['Effort', search.effort ?? null],
    ['Runs', search.runs === null ? null : `${search.runs} of each property`],
    [
      'Time',
      search.milliseconds === null ? null : `${seconds(search.milliseconds)} for each property`,
    ],
    ['Versions', `rooms-conformance ${versions.tool}, Node ${versions.node}`],
    ['Declaration', `SHA-256 ${report.declaration.sha256}`],
  ];
}

/** A client is not asked: it has no cases, no seed, and no effort. */
function factsOfClient(report: Report, subject: ReportSubject): readonly Fact[] {
  const { versions } = report;
  return [
    ...(subject.kind === 'traffic'
      ? factsOfTraffic(report, subject.traffic)
      : factsOfMock(report, subject)),
    ['Started', moment(report.started)],
    ['Duration', `${seconds(report.ms)}${endings[report.ended]}`],
    ['Requests', String(report.totals.requests)],
    ['Level', report.level],
    ['Options', report.options?.join(' ') || null],
    ['Versions', `rooms-conformance ${versions.tool}, Node ${versions.node}`],
    ['Declaration', `SHA-256 ${report.declaration.sha256}`],
  ];
}

const factsOfMock = ({ target }: Report, { command, dialect }: ReportSubject): readonly Fact[] => [
  ['Command', command ?? 'none: somebody tried the client by hand'],
  ['Mock', `${target.origin}${target.basePath}`],
  ['Dialect', dialect.length === 0 ? null : dialect.join(', ')],
];

const factsOfTraffic = (
  report: Report,
  { source, servers, answered }: ReportTraffic,
): readonly Fact[] => [
  ['Traffic', source],
  ['Servers', servers.join(', ') || null],
  ['Answers', String(answered)],
  ['Stopped', report.stopped ?? null],
  ['Profile', profileLine(report) || null],
];

const endings: Readonly<Record<Report['ended'], string>> = {
  whole: '',
  bailed: ', then stopped at the first violation',
  interrupted: ', then interrupted',
  lost: ', then stopped',
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
