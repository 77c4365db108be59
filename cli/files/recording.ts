import { createRecorder, type Recorder } from '../../recorder/recorder.ts';
import { UsageError } from '../exit.ts';
import { prepareFile, reasonOf } from './files.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { readVersion } from '../version.ts';

/** A recording that a command makes while it runs. */
export interface Recording {
  /** Begins the file, which loses what it held. @throws UsageError where it cannot be written */
  readonly begin: () => void;
  readonly add: Recorder['add'];
  /** Writes what waits. @returns why the recording is not whole, as a sentence; null where it is */
  readonly end: () => string | null;
}

/** Prepares the recording of --record; null where none was asked for. @throws UsageError where it cannot be written */
export function prepareRecording(
  path: string | null,
  { note }: Pick<ProcessContext, 'note'>,
): Recording | null {
  if (path === null) return null;
  prepareFile(path, 'the recording');
  const sentence = (error: Error): string =>
    `the recording ${path} cannot be written any more, which is trouble of this machine: ${reasonOf(error)}. What was recorded before stays.`;
  let recorder: Recorder | null = null;
  return {
    begin() {
      const onTrouble = (error: Error): void => note(`rooms-conformance: ${sentence(error)}\n`);
      try {
        recorder = createRecorder({ path, version: readVersion(), onTrouble });
      } catch (error) {
        throw new UsageError(`the recording ${path} cannot be written: ${reasonOf(error)}`);
      }
    },
    add: (exchange) => recorder?.add(exchange),
    end() {
      const trouble = recorder?.close() ?? null;
      return trouble === null ? null : sentence(trouble);
    },
  };
}
