import { inertJson } from '../plain.ts';
import type { Report } from '../report.ts';

/** Grows by one whenever a line changes in a way that its readers must know of. */
const eventsSchema = 'rooms-conformance-events/1';

/**
 * The report as a stream with one JSON document on each line, as reports/ndjson.schema.json describes it: a header,
 * every outcome, every requirement, and a footer. A stream is complete if its last line is a footer that ends in a
 * line feed and counts the lines before it; otherwise the stream was cut.
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
  return [...lines, footer].map((line) => `${inertJson(JSON.stringify(line))}\n`).join('');
}
