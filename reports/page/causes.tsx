import type { SectionProps } from './app.tsx';

/** To come. */
export function Causes({ report }: SectionProps) {
  return <h1>{report.verdict}</h1>;
}
