import type { JudgedKnownFailure } from '../report.ts';
import { ForeignText } from './foreign-text.tsx';
import { Mark } from './marks.tsx';
import { SafeLink } from './safe-link.tsx';

const marks = {
  failing: { sign: '✓', word: 'fails as listed', tone: 'quiet' },
  passing: { sign: '!', word: 'passes now: take it off the list', tone: 'unsure' },
  different: { sign: '✗', word: 'fails in another way', tone: 'bad' },
  'not-seen': { sign: '–', word: 'flaky, and did not fail in this run', tone: 'quiet' },
  expired: { sign: '✗', word: 'expired', tone: 'bad' },
  unjudged: { sign: '?', word: 'could not be judged in this run', tone: 'unsure' },
} as const;

/** An entry of the list of known failures, and how it did in this run. */
export function KnownFailureNote({ known }: { known: JudgedKnownFailure }) {
  const { key, reason, link, expires, status } = known;
  return (
    <p class="known-note">
      <Mark {...marks[status]} /> <code>{key}</code>: <ForeignText text={reason} />
      {expires !== null && (
        <span class="soft">
          {' '}
          {status === 'expired' ? 'expired' : 'until'} {expires}
        </span>
      )}
      {link !== null && (
        <>
          {' '}
          <SafeLink text={link} />
        </>
      )}
    </p>
  );
}
