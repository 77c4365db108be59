import { max } from 'd3-array';
import { scaleLog } from 'd3-scale';
import { useRef, useState } from 'preact/hooks';
import { useReport } from './report-context.tsx';
import { hrefOf } from './route.ts';
import type { SeenCell } from './table-cells.ts';

const signs: Readonly<Record<SeenCell['owed'], string>> = { allowed: '+', refused: '−', free: '~' };

interface Props {
  readonly cells: readonly SeenCell[];
  readonly chosen: SeenCell | null;
}

/** The cells as a grid: rows by room and actor, columns by request and membership; arrow keys go from cell to cell. */
export function HeatMap({ cells, chosen }: Props) {
  const columns = cells.filter((c) => sameRow(c, cells[0]));
  const rows = cells.filter((c) => sameColumn(c, cells[0]));
  const most = max(cells, ({ reached }) => reached?.visits ?? 1) ?? 1;
  const shade = scaleLog()
    .domain([1, Math.max(2, most)])
    .range([0.08, 0.6]);
  const [at, setAt] = useState(chosen?.path ?? cells[0]?.path ?? '');
  const table = useRef<HTMLTableElement>(null);
  const go = (event: KeyboardEvent, index: number): void => {
    const next = cells[neighbour(event.key, index, columns.length, cells.length) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    setAt(next.path);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.path}"]`)?.focus();
  };
  return (
    <div class="wide" role="region" aria-label="Table of transitions">
      <table class="heat" role="grid" ref={table} aria-label="Membership transitions">
        <thead>
          <tr>
            <td rowSpan={2} />
            {columns
              .filter((c) => c.prior === columns[0]?.prior)
              .map(({ requested }) => (
                <th key={requested} scope="colgroup" colSpan={6} class="group">
                  {requested}
                </th>
              ))}
          </tr>
          <tr>
            {columns.map((c, i) => (
              <th key={c.path} scope="col" class={i % 6 === 0 ? 'prior group' : 'prior'}>
                {c.prior}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path} class={row.actor === 'self' ? 'group' : undefined}>
              <th scope="row">
                {row.visibility} · {row.actor}
              </th>
              {cells.map(
                (cell, i) =>
                  sameRow(cell, row) && (
                    <td key={cell.path} role="gridcell" class={i % 6 === 0 ? 'group' : undefined}>
                      <CellLink
                        cell={cell}
                        current={cell === chosen}
                        reachable={cell.path === at}
                        shade={cell.reached === null ? 0 : shade(cell.reached.visits)}
                        onKeyDown={(event) => go(event, i)}
                      />
                    </td>
                  ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const sameRow = (a: SeenCell, b: SeenCell | undefined): boolean =>
  a.visibility === b?.visibility && a.actor === b.actor;

const sameColumn = (a: SeenCell, b: SeenCell | undefined): boolean =>
  a.requested === b?.requested && a.prior === b.prior;

/** The cell that a key leads to from a cell; null for every other key, and at the edge. */
export function neighbour(key: string, from: number, width: number, all: number): number | null {
  const column = from % width;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: column === 0 ? 0 : -1,
    ArrowRight: column === width - 1 ? 0 : 1,
    ArrowUp: -width,
    ArrowDown: width,
    Home: -column,
    End: width - 1 - column,
  };
  const to = from + (steps[key] ?? 0);
  return to === from || to < 0 || to >= all ? null : to;
}

function CellLink(props: {
  cell: SeenCell;
  current: boolean;
  reachable: boolean;
  shade: number;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { cell, current, reachable, shade, onKeyDown } = props;
  const { reached, owed, violated } = cell;
  const suspect = useSuspect(cell);
  const visits = reached === null ? 'not reached' : `visited ${reached.visits} times`;
  const wrong = `${violated ? ', wrong answer' : ''}${suspect ? ', a scripted case failed' : ''}`;
  return (
    <a
      class={`cell ${reached === null ? 'not-reached' : ''} ${violated ? 'violated' : suspect ? 'suspect' : ''}`}
      href={hrefOf('transitions', cell.path)}
      data-cell={cell.path}
      tabIndex={reachable ? 0 : -1}
      aria-current={current ? 'true' : undefined}
      aria-label={`${cell.name}: ${expectedWords[owed]}, ${visits}${wrong}`}
      title={`${cell.name}: ${expectedWords[owed]}, ${visits}${wrong}`}
      style={{ '--shade': `${Math.round(shade * 100)}%` }}
      onKeyDown={onKeyDown}
    >
      <span class="sign">{violated ? '✗' : suspect ? '!' : signs[owed]}</span>
      <span>{reached === null ? '∅' : reached.visits}</span>
    </a>
  );
}

function useSuspect({ scripted }: SeenCell): boolean {
  const { outcomes } = useReport();
  return scripted.some((id) => outcomes.get(id)?.verdict === 'failed');
}

/** What is expected in a cell, in words. */
export const expectedWords: Readonly<Record<SeenCell['owed'], string>> = {
  allowed: 'must be allowed',
  refused: 'must be refused',
  free: 'free: the target may choose',
};
