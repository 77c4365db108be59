import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SectionProps } from '../payload.ts';
import { useReport } from '../report-context.tsx';
import { Detail } from './detail.tsx';
import { FindingList } from './list.tsx';

/** The list of findings, and below it each case. */
export function Failures({ report, route }: SectionProps) {
  const { outcomes } = useReport();
  const place = useReadersPlace(route.path);
  const outcome = report.outcomes.find(({ case: id }) => id === route.path);
  return (
    <div class="failures" ref={place}>
      {route.path === '' ? (
        <FindingList report={report} outcomes={outcomes} query={route.query} />
      ) : (
        <Detail key={route.path} report={report} outcome={outcome} route={route} />
      )}
    </div>
  );
}

/** How far down the list its reader was. */
let left = 0;

/** Takes a reader to the top of what was opened, and on the way back to where the list was left. */
function useReadersPlace(path: string) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(path);
  useLayoutEffect(() => {
    if (path !== '') return;
    const remember = (): void => {
      left = scrollY;
    };
    addEventListener('scrollend', remember);
    return () => removeEventListener('scrollend', remember);
  }, [path]);
  useLayoutEffect(() => {
    if (before.current === path) return;
    before.current = path;
    place.current?.querySelector('h1')?.focus({ preventScroll: true });
    scrollTo(0, path === '' ? left : 0);
  }, [path]);
  return place;
}
