import { useEffect, useMemo, useRef } from 'preact/hooks';
import { count } from '../plain.ts';
import { gradeOrder, statuses } from '../report.ts';
import type { SectionProps } from './payload.ts';
import { ChapterView } from './chapter.tsx';
import { CoverageTable } from './coverage-table.tsx';
import { Choice, SearchBox } from './filter-controls.tsx';
import { StatusLegend } from './status-legend.tsx';
import type { Chapter } from './chapters.ts';
import { type Placed, putInPlaces } from './placement.ts';
import { useReport } from './report-context.tsx';
import { RequirementEntry } from './requirement-entry.tsx';
import { hrefOf, type Route, writeRoute } from './route.ts';

/** The address below which every chapter stands on one page. */
const whole = 'everything';

/**
 * The declaration in its own order, with the requirements that come from each place beside it. An address leads to a
 * chapter, a requirement, all chapters at once, or a list by status, grade and words.
 */
export function DeclarationSection({ report, chapters, route }: SectionProps) {
  const { requirements } = report;
  const placed = useMemo(() => putInPlaces(chapters, requirements), [chapters, requirements]);
  const wanted = requirements.find(({ id }) => id === route.path);
  const key = wanted === undefined ? route.path : (placed.chapterOf(wanted.id)?.key ?? '');
  const chosen = chapters.filter((chapter) => key === whole || chapter.key === key);
  const filtered = chosen.length === 0 && Object.keys(route.query).length > 0;
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted !== undefined) showEntry(content.current, wanted.id);
  }, [wanted]);
  return (
    <div class="with-aside">
      <ChapterList chapters={chapters} current={key} />
      <div ref={content}>
        {chosen.length === 0 ? (
          <>
            <h1>Declaration coverage</h1>
            <Filters route={route} />
            {filtered ? (
              <Matches placed={placed} chapters={chapters} query={route.query} />
            ) : (
              <Overview placed={placed} chapters={chapters} />
            )}
          </>
        ) : (
          chosen.map((chapter) => (
            <ChapterView key={chapter.key} chapter={chapter} placed={placed} />
          ))
        )}
      </div>
    </div>
  );
}

function showEntry(content: Element | null, id: string): void {
  const entry = content?.querySelector<HTMLElement>(`[data-requirement="${id}"]`);
  entry?.scrollIntoView({ block: 'center' });
  entry?.focus({ preventScroll: true });
}

/** The status, grade and words by which requirements are listed; the choice stands in the address. */
function Filters({ route }: { route: Route }) {
  const { status = null, grade = null, q = '' } = route.query;
  const addressOf = (change: Readonly<Record<string, string | null>>): string => {
    const query = Object.entries({ ...route.query, ...change });
    return writeRoute({
      ...route,
      path: '',
      query: Object.fromEntries(query.map(([key, value]) => [key, value ?? ''])),
    });
  };
  return (
    <search class="filters">
      <Choice
        name="Status"
        value={status}
        options={statuses}
        wordFor={(one) => one.replace('-', ' ')}
        hrefFor={(one) => addressOf({ status: one })}
      />
      <Choice
        name="Grade"
        value={grade}
        options={gradeOrder}
        hrefFor={(one) => addressOf({ grade: one })}
      />
      <SearchBox
        value={q}
        placeholder="id, operation or words"
        hrefFor={(text) => addressOf({ q: text })}
      />
    </search>
  );
}

function ChapterList({ chapters, current }: { chapters: readonly Chapter[]; current: string }) {
  const entry = (key: string, title: string) => (
    <li key={key}>
      <a href={hrefOf('declaration', key)} aria-current={key === current ? 'page' : undefined}>
        {title}
      </a>
    </li>
  );
  return (
    <nav class="chapters" aria-label="Chapters of the declaration">
      <ul>
        {entry('', 'Overview')}
        {chapters.map(({ key, title }) => entry(key, title))}
        {entry(whole, 'All on one page')}
      </ul>
    </nav>
  );
}

interface Listing {
  readonly chapters: readonly Chapter[];
  readonly placed: Placed;
}

function Overview({ chapters, placed }: Listing) {
  const { subject } = useReport().report;
  return (
    <>
      <p>
        Every requirement stands beside the words of the declaration that it comes from. Its status
        follows from {subject === undefined ? 'the cases that claim it' : 'what was seen'}.
      </p>
      <StatusLegend />
      <CoverageTable
        chapters={
          subject === undefined
            ? chapters
            : chapters.filter((chapter) => placed.of(chapter).length > 0)
        }
        placed={placed}
      />
    </>
  );
}

function Matches({ chapters, placed, query }: Listing & { query: Route['query'] }) {
  const { status = '', grade = '', q = '' } = query;
  const words = q.toLowerCase();
  const groups = chapters.map((chapter) => ({
    chapter,
    found: placed
      .of(chapter)
      .filter(
        (r) =>
          (status === '' || r.status === status) &&
          (grade === '' || r.grade === grade) &&
          `${r.id} ${r.statement} ${r.quote ?? ''} ${chapter.key}`.toLowerCase().includes(words),
      ),
  }));
  const total = groups.reduce((sum, { found }) => sum + found.length, 0);
  return (
    <>
      <p role="status">
        {total === 0 ? 'No requirement matches.' : `${count(total, 'requirement')} found.`}
      </p>
      {groups
        .filter(({ found }) => found.length > 0)
        .map(({ chapter, found }) => (
          <section key={chapter.key} class="matches">
            <h2>
              <a href={hrefOf('declaration', chapter.key)}>{chapter.title}</a>{' '}
              <span class="soft">{found.length}</span>
            </h2>
            {found.map((requirement) => (
              <RequirementEntry key={requirement.id} requirement={requirement} quoted />
            ))}
          </section>
        ))}
    </>
  );
}
