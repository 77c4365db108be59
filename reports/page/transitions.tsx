import { useMemo } from 'preact/hooks';
import { count } from '../plain.ts';
import type { SectionProps } from './payload.ts';
import { CellDetail } from './cell-detail.tsx';
import { HeatMap } from './heat-map.tsx';
import { CaseLink } from './marks.tsx';
import { tableOf } from './table-cells.ts';

/** The table of membership transitions: what is owed in every cell, and how often the search came there. */
export function Transitions({ report, route }: SectionProps) {
  const table = useMemo(() => tableOf(report), [report]);
  if (table === null) {
    return (
      <>
        <h1>No transitions were searched</h1>
        <p>
          The property membership-model/any-series-of-moves goes through them; this run left it out.
        </p>
      </>
    );
  }
  const { cells, ledger } = table;
  const reached = cells.filter((cell) => cell.reached !== null).length;
  const visits = ledger.reached.reduce((sum, cell) => sum + cell.visits, 0);
  const violated = cells.filter((cell) => cell.violated).length;
  const chosen = cells.find(({ path }) => path === route.path) ?? null;
  return (
    <>
      <h1>
        {reached} of {cells.length} membership transitions were reached
      </h1>
      <p>
        Who asks, for what, about somebody of which membership: {count(visits, 'visit')} in all, the
        last new cell at {Math.round(ledger.lastNewAt * 100)} % of the budget
        {violated > 0 && (
          <>; in {count(violated, 'cell')} the first answer was not what is owed</>
        )}.{' '}
        <CaseLink id={table.case} />
      </p>
      <Legend />
      <HeatMap cells={cells} chosen={chosen} />
      <CellDetail cell={chosen} />
    </>
  );
}

const Legend = () => (
  <ul class="legend" aria-label="Legend">
    <li>
      <span class="swatch">+</span> to be allowed
    </li>
    <li>
      <span class="swatch">−</span> to be refused
    </li>
    <li>
      <span class="swatch">~</span> free
    </li>
    <li>
      <span class="swatch">7</span> visits; the more, the darker
    </li>
    <li>
      <span class="swatch missed">∅</span> not reached
    </li>
    <li>
      <span class="swatch violated">✗</span> not what is owed
    </li>
    <li>
      <span class="swatch suspect">!</span> a scripted case of this row failed
    </li>
  </ul>
);
