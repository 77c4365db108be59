import type { JudgedKnownFailure } from '../../report.ts';
import { ForeignText } from '../foreign-text.tsx';
import { SafeLink } from '../safe-link.tsx';

const words: Readonly<Record<JudgedKnownFailure['status'], string>> = {
  failing: 'known to fail',
  passing: 'listed as known, and passes now: take it off the list',
  different: 'listed as known, and fails in another way',
  expired: 'was known; its time is over',
  'not-seen': 'listed as flaky, and did not show in this run',
  unjudged: 'listed as known; this run does not tell',
};

/** What the list of known failures says of something. */
export function KnownNote({ standing }: { standing: JudgedKnownFailure }) {
  const { key, reason, link, expires, status: word } = standing;
  return (
    <p class={`known-note ${word}`}>
      <strong>{words[word]}</strong> · <code>{key}</code> · <ForeignText text={reason} />
      {expires !== null && ` · ${word === 'expired' ? 'expired' : 'until'} ${expires}`}
      {link !== null && (
        <>
          {' · '}
          <SafeLink text={link} />
        </>
      )}
    </p>
  );
}
