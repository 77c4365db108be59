import type { SectionProps } from './app.tsx';

/** To come. */
export function Transitions({ report }: SectionProps) {
  return <h1>{report.verdict}</h1>;
}
