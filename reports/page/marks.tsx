import type { CaseId } from '../../harness/run/case.ts';
import type { Verdict } from '../../harness/run/outcome.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import { statusWord } from '../client/subject.ts';
import type { Status } from '../report.ts';
import { useReport } from './report-context.tsx';
import { hrefOf } from './route.ts';

/** A sign and a word, so that the colour says nothing alone. */
export interface Sign {
  readonly sign: string;
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'unsure' | 'quiet';
}

/** How each status of a requirement is shown. */
export const statusSigns: Readonly<Record<Status, Sign>> = {
  proven: { sign: '✓', word: 'proven', tone: 'good' },
  violated: { sign: '✗', word: 'violated', tone: 'bad' },
  inconclusive: { sign: '?', word: 'inconclusive', tone: 'unsure' },
  'not-exercised': { sign: '–', word: 'not exercised', tone: 'quiet' },
  'not-applicable': { sign: '·', word: 'not applicable', tone: 'quiet' },
};

/** How each verdict of a case is shown; a case that was not run has none. */
export const verdictSigns: Readonly<Record<Verdict | 'not-run', Sign>> = {
  passed: { sign: '✓', word: 'passed', tone: 'good' },
  failed: { sign: '✗', word: 'failed', tone: 'bad' },
  broken: { sign: '?', word: 'broken', tone: 'unsure' },
  skipped: { sign: '–', word: 'skipped', tone: 'quiet' },
  'not-run': { sign: '–', word: 'not run', tone: 'quiet' },
};

/** A sign with its word. */
export function Mark({ sign, word, tone }: Sign) {
  return (
    <span class={`mark ${tone}`}>
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  );
}

/** The status of a requirement. */
export function StatusMark({ status }: { status: Status }) {
  const { report } = useReport();
  return <Mark {...statusSigns[status]} word={statusWord(status, report)} />;
}

/** How a case ended. */
export const VerdictMark = ({ verdict }: { verdict: Verdict | 'not-run' }) => (
  <Mark {...verdictSigns[verdict]} />
);

type Meanings = Readonly<Partial<Record<Status, string>>>;

/** What each status means, of a requirement of servers. */
export const meaningsForServers: Meanings = {
  proven: 'an assertion for it held, and none failed',
  violated: 'at least one case found that the target does not meet it',
  inconclusive: 'a case that claims it ran, but ended before it could judge it',
  'not-exercised': 'no case of this run claims it',
  'not-applicable': 'it cannot be judged on this target, for the reason beside it',
};

/** The same of a requirement that was judged by what was seen. */
export const meaningsForClients: Meanings = {
  proven: 'requests were bound by it, and every one met it',
  violated: 'at least one request, or one answer, violated it',
  'not-exercised': 'what was seen shows nothing about it, for the reason beside it',
};

const gradeMeaning: Readonly<Record<Grade, string>> = {
  documented: 'the declaration says so',
  disputed: 'the declaration says so and contradicts itself',
  implied: 'a reader of the declaration would infer it',
  convention: 'practice of the servers of its time',
};

/** How strongly the declaration stands behind a requirement. */
export const GradeMark = ({ grade }: { grade: Grade }) => (
  <span class={`grade ${grade}`} title={gradeMeaning[grade]}>
    {grade}
  </span>
);

/** Leads to a requirement in the declaration. */
export const RequirementLink = ({ id }: { id: StatementId }) => (
  <a class="id" href={hrefOf('declaration', id)}>
    {id}
  </a>
);

/** A case by its id and verdict; leads to its page where it failed or broke. */
export function CaseLink({ id }: { id: CaseId }) {
  const verdict = useReport().outcomes.get(id)?.verdict ?? 'not-run';
  const { sign, word, tone } = verdictSigns[verdict];
  const hasPage = verdict === 'failed' || verdict === 'broken';
  return (
    <span class="case">
      <span class={`mark ${tone}`} role="img" aria-label={word} title={word}>
        {sign}
      </span>{' '}
      {hasPage ? <a href={hrefOf('failures', id)}>{id}</a> : <span>{id}</span>}
    </span>
  );
}
