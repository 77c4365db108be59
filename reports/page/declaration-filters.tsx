import { gradeOrder, statuses } from '../report.ts';
import { statusSigns } from './marks.tsx';
import { type Route, writeRoute } from './route.ts';
import { SearchBox } from './search-box.tsx';

/** Status, grade and words by which statements are listed; what is chosen stands in the address. */
export function Filters({ route }: { route: Route }) {
  const { status = '', grade = '', q = '' } = route.query;
  const addressOf = (change: Readonly<Record<string, string>>): string =>
    writeRoute({ ...route, path: '', query: { ...route.query, ...change } });
  const choose = (change: Readonly<Record<string, string>>): void =>
    location.replace(addressOf(change));
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        Status{' '}
        <select value={status} onChange={(e) => choose({ status: e.currentTarget.value })}>
          <option value="">any</option>
          {statuses.map((one) => (
            <option key={one} value={one}>
              {statusSigns[one].word}
            </option>
          ))}
        </select>
      </label>
      <label>
        Grade{' '}
        <select value={grade} onChange={(e) => choose({ grade: e.currentTarget.value })}>
          <option value="">any</option>
          {gradeOrder.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label class="grow">
        Search{' '}
        <SearchBox
          value={q}
          placeholder="an id, an operation, words"
          addressOf={(text) => addressOf({ q: text })}
        />
      </label>
    </form>
  );
}
