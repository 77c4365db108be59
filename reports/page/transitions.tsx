import { useMemo } from 'preact/hooks';
import { count } from '../plain.ts';
import type { SectionProps } from './payload.ts';
import { CellDetail } from './cell-detail.tsx';
import { HeatMap } from './heat-map.tsx';
import { CaseLink } from './marks.tsx';
import { tableOf } from './table-cells.ts';

/** The table of membership transitions: what is expected in every cell, and how often the search reached it. */
export function Transitions({ report, route }: SectionProps) {
  const table = useMemo(() => tableOf(report), [report]);
  if (table === null) {
    return (
      <>
        <h1>No transitions were searched</h1>
        <p>
          The property membership-model/any-series-of-moves searches them, and this run did not
          include it.
        </p>
      </>
    );
  }
  const { cells, coverage } = table;
  const reached = cells.filter((cell) => cell.reached !== null).length;
  const visits = coverage.reached.reduce((sum, cell) => sum + cell.visits, 0);
  const violated = cells.filter((cell) => cell.violated).length;
  const chosen = cells.find(({ path }) => path === route.path) ?? null;
  return (
    <>
      <h1>
        {reached} of {cells.length} membership transitions were reached
      </h1>
      <p>
        A cell is a request in a situation: the kind of room, who asks for what, and the membership
        of the user it is about. The search made {count(visits, 'visit')} and reached the last new
        cell at {Math.round(coverage.lastNewAt * 100)} % of its budget.
        {violated > 0 && ` In ${count(violated, 'cell')} the first answer was wrong.`}{' '}
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
      <span class="swatch">+</span> must be allowed
    </li>
    <li>
      <span class="swatch">−</span> must be refused
    </li>
    <li>
      <span class="swatch">~</span> free: the target may choose
    </li>
    <li>
      <span class="swatch">7</span> number of visits; more is darker
    </li>
    <li>
      <span class="swatch not-reached">∅</span> not reached
    </li>
    <li>
      <span class="swatch violated">✗</span> wrong answer
    </li>
    <li>
      <span class="swatch suspect">!</span> a scripted case of this cell failed
    </li>
  </ul>
);
