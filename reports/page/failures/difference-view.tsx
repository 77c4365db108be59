import type { Mismatch } from '../../../harness/judge/verdict.ts';
import { ForeignBlock, visible } from '../foreign-text.tsx';
import { differenceOf } from './difference.ts';

/** Expected and received, compared. */
export function DifferenceView({ expected, received }: Pick<Mismatch, 'expected' | 'received'>) {
  const difference = differenceOf(expected, received);
  if (difference.form === 'beside') {
    return (
      <div class="two owed-came">
        <section>
          <h4>Expected</h4>
          <ForeignBlock text={expected} />
        </section>
        <section class="came">
          <h4>Received</h4>
          <ForeignBlock text={received} />
        </section>
      </div>
    );
  }
  return (
    <div class="diff">
      <h4>
        <span class="removed">− expected</span> <span class="added">+ received</span>
      </h4>
      <pre tabIndex={0}>
        {difference.changes.map(({ value, added, removed }, i) => {
          const sign = added ? '+' : removed ? '−' : ' ';
          const lines = value.replace(/\n$/, '').split('\n');
          return (
            <span key={i} class={added ? 'added' : removed ? 'removed' : 'same'}>
              {lines.map((line) => `${sign} ${visible(line)}\n`).join('')}
            </span>
          );
        })}
      </pre>
    </div>
  );
}
