import type { SectionProps } from './app.tsx';

/** To come. */
export function Timing({ report }: SectionProps) {
  return <h1>{report.verdict}</h1>;
}
