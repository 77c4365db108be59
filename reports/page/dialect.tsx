import type { Report } from '../report.ts';
import { ForeignText } from './foreign-text.tsx';

/** The readings that the target took where the declaration leaves a choice. */
export function Dialect({ readings }: Pick<Report, 'readings'>) {
  const pairs = Object.entries(readings);
  if (pairs.length === 0) return null;
  return (
    <section>
      <h2>Dialect</h2>
      <p>
        Where the declaration leaves a choice, this is what the target chose. No verdict depends on
        it.
      </p>
      <dl class="facts-list">
        {pairs.map(([id, taken]) => (
          <div key={id}>
            <dt>{inWords(id)}</dt>
            <dd>
              <ForeignText text={inWords(taken)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const inWords = (name: string): string => name.replaceAll(/(?<=[a-z])-(?=[a-z])/g, ' ');
