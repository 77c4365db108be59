import type { SectionProps } from '../app.tsx';

/** To come. */
export function Failures({ report }: SectionProps) {
  return <h1>{report.verdict}</h1>;
}
