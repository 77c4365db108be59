import { isObject, type JsonObject } from '../../harness/document/json.ts';
import type { ReadEntry } from '../exchange.ts';
import type { RecordingFormat } from '../format.ts';
import { textAt } from './fields.ts';
import { isHarEntry } from './har.ts';
import { isJournalEntry, readJournalEntry } from './journal.ts';
import { isReportExchange, readAnyHarEntry, readReportExchange, reportPartOf } from './report.ts';

/** What an entry was read as, and the case that it is from; null where it is not from a report of ours. */
export interface AnyEntry {
  readonly read: ReadEntry;
  readonly group: string | null;
}

/** Reads one entry of any format. It is known by its shape. */
export function readAnyEntry(
  value: unknown,
  format: RecordingFormat | null,
  report: { readonly origin: string; readonly group: string },
): AnyEntry {
  const may = (one: RecordingFormat): boolean => format === null || format === one;
  if (may('har') && isHarEntry(value))
    return { read: readAnyHarEntry(value), group: reportPartOf(value)?.group ?? null };
  if (may('journal') && isJournalEntry(value))
    return { read: readJournalEntry(value), group: null };
  if (may('report') && isReportExchange(value))
    return { read: readReportExchange(value, report.origin, report.group), group: report.group };
  return { read: { kind: 'unreadable', why: whyNot(value) }, group: null };
}

const whyNot = (value: unknown): string => {
  if (!isObject(value)) return 'is not an object';
  return isObject(value['request']) ? 'has no address' : 'has no request';
};

/** Scheme, host and port of the target that a report names. */
export const originOf = (target: unknown): string | null =>
  isObject(target) ? originIn(target) : null;

function originIn(target: JsonObject): string | null {
  const origin = textAt(target, 'origin');
  return origin !== null && URL.canParse(origin) ? new URL(origin).origin : null;
}
