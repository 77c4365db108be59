import { useEffect, useRef } from 'preact/hooks';
import { shortSubjectOf } from '../client/subject.ts';
import { Errors } from './errors.tsx';
import { DeclarationSection } from './declaration.tsx';
import { Failures } from './failures/failures.tsx';
import type { Payload } from './payload.ts';
import { ReportProvider } from './report-context.tsx';
import { hrefOf, sections, sectionsOf, useRoute } from './route.ts';
import { ThemeSwitch } from './theme.tsx';
import { Timing } from './timing.tsx';
import { Traffic } from './traffic.tsx';
import { Transitions } from './transitions.tsx';
import { Verdict } from './verdict.tsx';

const views = {
  verdict: Verdict,
  failures: Failures,
  declaration: DeclarationSection,
  traffic: Traffic,
  errors: Errors,
  transitions: Transitions,
  timing: Timing,
} as const;

/** The whole page: its navigation and the section that is open. */
export function App({ report, chapters }: Payload) {
  const route = useRoute();
  const shown = sectionsOf(report);
  const View = shown.includes(route.section) ? views[route.section] : Verdict;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${sections[route.section]} · ${report.verdict} · ${shortSubjectOf(report)}`;
  }, [route.section, report]);
  return (
    <ReportProvider report={report}>
      <a
        class="skip"
        href="#main"
        onClick={(event) => (event.preventDefault(), main.current?.focus())}
      >
        Skip to the report
      </a>
      <header>
        <strong class="name">rooms-conformance</strong>
        <nav class="grow" aria-label="Sections">
          {shown.map((name) => (
            <a
              key={name}
              href={hrefOf(name)}
              aria-current={name === route.section ? 'page' : undefined}
            >
              {sections[name]}
            </a>
          ))}
        </nav>
        <ThemeSwitch />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <View report={report} chapters={chapters} route={route} />
      </main>
    </ReportProvider>
  );
}
