import type { Gates, JudgedKnownFailure } from '../report.ts';
import { ForeignText } from './foreign-text.tsx';
import { CaseLink, Mark } from './marks.tsx';
import { SafeLink } from './safe-link.tsx';

/** What the gates made of the run; nothing where there were none. */
export function GatesView({ gates }: { gates: Gates }) {
  const { known, unmet, warnings, passes } = gates;
  if (known.length + unmet.length + warnings.length === 0) return null;
  return (
    <section>
      <h2>Gates</h2>
      <p>
        {passes ? (
          <Mark sign="✓" word="passed" tone="good" />
        ) : (
          <Mark sign="✗" word="not passed" tone="bad" />
        )}
      </p>
      <Sentences title="Demanded, and not come about" sentences={unmet} sign="✗" tone="bad" />
      <Sentences
        title="The run says less than it seems to"
        sentences={warnings}
        sign="!"
        tone="unsure"
      />
      {known.length > 0 && (
        <>
          <h3>Known failures</h3>
          <ul class="plain-list">
            {known.map((one) => (
              <Known key={one.key} known={one} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Sentences(props: {
  title: string;
  sentences: readonly string[];
  sign: string;
  tone: 'bad' | 'unsure';
}) {
  if (props.sentences.length === 0) return null;
  return (
    <>
      <h3>{props.title}</h3>
      <ul class="plain-list">
        {props.sentences.map((sentence) => (
          <li key={sentence}>
            <span class={`mark ${props.tone}`} aria-hidden="true">
              {props.sign}
            </span>{' '}
            <ForeignText text={sentence} />
          </li>
        ))}
      </ul>
    </>
  );
}

const standings = {
  failing: { sign: '✓', word: 'fails as listed', tone: 'quiet' },
  passing: { sign: '!', word: 'passes now', tone: 'unsure' },
  different: { sign: '✗', word: 'fails in another way', tone: 'bad' },
  'not-seen': { sign: '–', word: 'did not show this time', tone: 'quiet' },
  expired: { sign: '✗', word: 'expired', tone: 'bad' },
  unjudged: { sign: '?', word: 'could not be judged', tone: 'unsure' },
} as const;

const Known = ({
  known: { key, reason, link, expires, status: standing, cases },
}: {
  known: JudgedKnownFailure;
}) => (
  <li>
    <Mark {...standings[standing]} /> <code>{key}</code>: <ForeignText text={reason} />
    {expires !== null && <span class="soft"> until {expires}</span>}
    {link !== null && (
      <span class="soft">
        {' '}
        <SafeLink text={link} />
      </span>
    )}
    {cases.map((id) => (
      <p key={id}>
        <CaseLink id={id} />
      </p>
    ))}
  </li>
);
