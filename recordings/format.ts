import type { Pattern } from './scan/pattern.ts';
import { NotARecording } from './text.ts';

/** The formats of recordings. */
export const recordingFormats = ['har', 'journal', 'report'] as const;
export type RecordingFormat = (typeof recordingFormats)[number];

/** Where entries stand in the documents of each format. */
const entriesIn: Readonly<Record<RecordingFormat, readonly Pattern[]>> = {
  har: [['log', 'entries', '*']],
  journal: [['entries', '*']],
  report: [
    ['outcomes', '*', 'exchanges', '*'],
    ['outcome', 'exchanges', '*'],
  ],
};

/** Where a report names its target. */
const targetPattern: Pattern = ['target'];

/** A row of entries without a document around it: an array, or one entry behind the other. */
const listOfEntries: Pattern = ['*'];
const rowOfEntries: Pattern = [];

/** Keys that an entry begins with and a document does not. */
const firstKeysOfEntries =
  /^\{\s*"(?:startedDateTime|time|request|response|pageref|cache|timings|connection|serverIPAddress|id|_[^"]*)"/;

/**
 * Says where in a recording the entries stand, by its first characters.
 * @param format left out, any format
 * @throws NotARecording for what is not JSON
 */
export function patternsFor(beginning: string, format: RecordingFormat | null): readonly Pattern[] {
  const text = beginning.trimStart();
  if (text === '') throw new NotARecording('is empty');
  if (text.startsWith('[')) return [listOfEntries];
  if (!text.startsWith('{')) {
    const what = text.startsWith('<') ? 'is markup' : 'is not JSON';
    throw new NotARecording(`${what}; recordings are HAR, NDJSON or JSON`);
  }
  if (firstKeysOfEntries.test(text) && !/"(?:log|entries|outcomes)"\s*:/.test(text))
    return [rowOfEntries];
  const formats = format === null ? recordingFormats : [format];
  return [...formats.flatMap((one) => entriesIn[one]), targetPattern];
}

/** Whether an element is the target of a report, rather than an entry. */
export const isTarget = (patterns: readonly Pattern[], number: number): boolean =>
  patterns[number] === targetPattern;
