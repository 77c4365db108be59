import type { Report } from '../report.ts';

/** Grows by one whenever a line changes so that its readers must. */
const eventsSchema = 'rooms-conformance-events/1';

/**
 * The report as a stream, one JSON document a line, as reports/ndjson.schema.json describes it: a header, every
 * outcome, every requirement, and a footer. A stream is whole when its last line is a footer, ends in a line feed
 * and counts as many lines before it as there are; any other was cut.
 */
export function ndjson(report: Report): string {
  const { schema, complete, ended, verdict, outcomes, requirements, totals, gates, ...facts } =
    report;
  const lines = [
    { event: 'header', schema: eventsSchema, report: schema, ...facts },
    ...outcomes.map((outcome) => ({ event: 'outcome', outcome })),
    ...requirements.map((requirement) => ({ event: 'requirement', requirement })),
  ];
  const footer = { event: 'footer', lines: lines.length, complete, ended, verdict, totals, gates };
  return [...lines, footer].map((line) => `${JSON.stringify(line)}\n`).join('');
}
