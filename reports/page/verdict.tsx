import type { SectionProps } from './app.tsx';

/** To come. */
export function Verdict({ report }: SectionProps) {
  return <h1>{report.verdict}</h1>;
}
