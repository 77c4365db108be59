import type { Counterexample } from '../../../harness/judge/verdict.ts';
import { headline, notReached } from '../../sections/counterexample.ts';
import { count } from '../../plain.ts';
import { ForeignText, visible } from '../foreign-text.tsx';

/** How a search found a violation: its steps, what the target did in each, what clients did at the same time. */
export function CounterexampleView({ found }: { found: Counterexample }) {
  const { descriptions, observations, again, timeline, seed, path, shrinks, versions } = found;
  const length = Math.max(descriptions.length, observations.length, again?.length ?? 0);
  const { unit } = found;
  const drawnBy = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return (
    <section class="counterexample">
      <h3>{headline(found).replace(/:$/, '')}</h3>
      {again !== null && (
        <p>
          <strong class="mark unsure">flaky</strong>: the same steps did not fail when they were
          repeated. Where the two runs differ, both are shown. It still counts as a violation.
        </p>
      )}
      <ol class="steps">
        {Array.from({ length }, (_, i) => {
          const [did, other] = [observations[i] ?? notReached, again?.[i]];
          const differs = again !== null && other !== observations[i];
          return (
            <li key={i} class={differs ? 'differs' : undefined}>
              <ForeignText text={descriptions[i] ?? 'only in the repetition'} />
              <p class="did">
                <span aria-hidden="true">→</span> <ForeignText text={did} />
              </p>
              {differs && (
                <p class="did other">
                  repeated: <ForeignText text={other ?? notReached} />
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {timeline !== undefined && timeline.length > 0 && (
        <div class="scrolls">
          <pre class="timeline" tabIndex={0} aria-label="What clients did at the same time">
            {timeline.map((line) => `${visible(line)}\n`)}
          </pre>
        </div>
      )}
      <p class="soft">
        found with {found.drawn === 1 ? `1 ${unit}` : `${found.drawn} ${unit}s`}, shrunk{' '}
        {count(shrinks, 'time')} · seed {seed} · path <code>{visible(path)}</code> ·{' '}
        {visible(drawnBy.join(', '))}
      </p>
    </section>
  );
}
