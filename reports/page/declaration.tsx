import type { SectionProps } from './app.tsx';

/** To come. */
export function DeclarationSection({ report }: SectionProps) {
  return <h1>{report.verdict}</h1>;
}
