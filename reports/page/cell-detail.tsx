import { count } from '../plain.ts';
import { CaseRow } from './case-row.tsx';
import { RequestLine, StatusCode } from './exchange.tsx';
import { ForeignBlock, visible } from './foreign-text.tsx';
import { expectedWords } from './heat-map.tsx';
import { useReport } from './report-context.tsx';
import type { SeenCell } from './table-cells.ts';

/** A cell of the table: what is expected, an example of an exchange, the scripted cases that assert it. */
export function CellDetail({ cell }: { cell: SeenCell | null }) {
  return (
    <section class="cell-detail" aria-live="polite" aria-label="The chosen cell">
      {cell === null ? (
        <p class="soft">
          Choose a cell to see an exchange from it. Arrow keys go from cell to cell.
        </p>
      ) : (
        <Cell cell={cell} />
      )}
    </section>
  );
}

function Cell({ cell }: { cell: SeenCell }) {
  const { reached, scripted, visibility, actor, requested, prior, owed, violated } = cell;
  const { outcomes } = useReport();
  const failed = scripted.filter((id) => outcomes.get(id)?.verdict === 'failed');
  return (
    <>
      <h2>
        {visibility} room · {actor} · {requested} · {prior}
      </h2>
      <p>
        Requested by <b>{actorWords[actor]}</b> for a user who {priorWords[prior]}:{' '}
        <b>{expectedWords[owed]}</b>.
      </p>
      {reached === null ? (
        <p class="mark quiet">∅ The search did not reach this cell.</p>
      ) : (
        <>
          <p>
            {reached.visits === 1 ? 'Visited once' : `Visited ${reached.visits} times`}; the first
            request{violated && <b class="mark bad"> ✗ got the wrong answer</b>}:
          </p>
          <p class="example">
            <span class="actor">{visible(reached.exchange.actor)}</span>{' '}
            <RequestLine method={reached.exchange.method} path={reached.exchange.path} />{' '}
            <StatusCode status={reached.exchange.status} />
          </p>
          {reached.exchange.body !== null && <ForeignBlock text={reached.exchange.body} />}
        </>
      )}
      {scripted.length > 0 && (
        <details>
          <summary>
            {count(scripted.length, 'scripted case')} of this cell
            {failed.length > 0 && <span class="mark bad"> ✗ {failed.length} failed</span>}
          </summary>
          <ul>
            {scripted.map((id) => (
              <CaseRow key={id} id={id} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const actorWords: Readonly<Record<SeenCell['actor'], string>> = {
  self: 'the user itself',
  creator: 'the room’s creator',
  member: 'a member of default power',
  stranger: 'a stranger',
  invited: 'an invited user',
  left: 'a user who left',
  banned: 'a banned user',
};

const priorWords: Readonly<Record<SeenCell['prior'], string>> = {
  none: 'never was in the room',
  invite: 'is invited',
  join: 'is joined',
  left: 'left',
  kicked: 'was made to leave',
  ban: 'is banned',
};
