import type { Report } from '../report.ts';
import { ForeignText } from './foreign-text.tsx';

/** Where the declaration is open, what the target chose. */
export function Dialect({ readings }: Pick<Report, 'readings'>) {
  const pairs = Object.entries(readings);
  if (pairs.length === 0) return null;
  return (
    <section>
      <h2>The dialect</h2>
      <p>Where the declaration is open, a target may choose. No verdict depends on these.</p>
      <dl class="dialect">
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
