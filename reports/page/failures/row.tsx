import { useState } from 'preact/hooks';
import type { CaseId } from '../../../harness/run/case.ts';
import { count, shorten } from '../../plain.ts';
import type { ReportMismatch } from '../../report.ts';
import { visible } from '../foreign-text.tsx';
import { CaseLink, GradeMark, Mark, type Sign } from '../marks.tsx';
import { useReport } from '../report-context.tsx';
import { hrefOf, type Route } from '../route.ts';
import type { Finding, Kind } from './findings.ts';
import { KnownFailureNote } from '../known-failure.tsx';

const signs: Readonly<Record<Kind, Sign>> = {
  violated: { sign: '✗', word: 'violated', tone: 'bad' },
  deviating: { sign: '✗', word: 'deviating', tone: 'unsure' },
  broken: { sign: '?', word: 'broken', tone: 'unsure' },
  known: { sign: '≈', word: 'known', tone: 'quiet' },
  skipped: { sign: '–', word: 'skipped', tone: 'quiet' },
};

/** The kind of a finding, as a sign with its word. */
export const KindMark = ({ kind }: { kind: Kind }) => <Mark {...signs[kind]} />;

/** A line of the list; the whole of it leads to the case. */
export function FindingRow({ finding, query }: { finding: Finding; query: Route['query'] }) {
  const { kind, grade, case: id, others, about, known } = finding;
  return (
    <li class={`finding ${kind}`}>
      <div class="finding-head">
        <KindMark kind={kind} />
        {about.what === 'cause' && <span class="id">{about.cause.requirement.id}</span>}
        {grade !== null && <GradeMark grade={grade} />}
        {id !== null && <code>{id}</code>}
      </div>
      <Headline finding={finding} query={query} />
      {about.what === 'cause' && <Seen mismatch={about.cause.mismatch} />}
      {known.map((standing) => (
        <KnownFailureNote key={standing.key} known={standing} />
      ))}
      {others.length > 0 && <Others cases={others} kind={kind} />}
    </li>
  );
}

function Headline({
  finding: { about, case: id },
  query,
}: {
  finding: Finding;
  query: Route['query'];
}) {
  const { outcomes } = useReport();
  const title = (id === null ? undefined : outcomes.get(id)?.title) ?? '';
  const [words, more] = ((): readonly [string, string] => {
    switch (about.what) {
      case 'cause':
        return [about.cause.requirement.statement, title];
      case 'broken':
        return [about.broken.cause, about.broken.ours ? 'a bug in rooms-conformance' : title];
      case 'skipped':
        return [about.reason, title];
      case 'listed':
        return [about.standing.key, ''];
    }
  })();
  const text = <bdi>{visible(shorten(words, 300))}</bdi>;
  return (
    <>
      <h2>{id === null ? text : <a href={hrefOf('failures', id, query)}>{text}</a>}</h2>
      {more !== '' && more !== words && <p class="soft">{more}</p>}
    </>
  );
}

/** What was checked, expected and received, in one line each. */
function Seen({ mismatch: { what, expected, received } }: { mismatch: ReportMismatch }) {
  const { subject } = useReport().report;
  return (
    <dl class="seen">
      <dt>{visible(shorten(what, 120))}</dt>
      {/* What is expected of a client is the requirement, which stands above. */}
      {subject === undefined && (
        <dd>
          <span class="soft">expected</span> <bdi>{visible(shorten(expected, 120))}</bdi>
        </dd>
      )}
      <dd>
        <span class="soft">{subject === undefined ? 'received' : 'found'}</span>{' '}
        <bdi class="came">{visible(shorten(received, subject === undefined ? 120 : 300))}</bdi>
      </dd>
    </dl>
  );
}

/** The other cases, rendered only when they are opened: there may be hundreds. */
function Others({ cases, kind }: { cases: readonly CaseId[]; kind: Kind }) {
  const [open, setOpen] = useState(false);

  return (
    <details class="others" data-on-demand onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {kind === 'skipped' ? `and ${cases.length} more` : `+ ${count(cases.length, 'case')}`}
      </summary>
      {open && (
        <ul>
          {cases.map((id) => (
            <li key={id}>
              <CaseLink id={id} />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
