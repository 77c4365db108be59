import { type Disk, openDisk } from './disk.ts';
import { harEntry } from './har-entry.ts';
import { beginHar } from './har-file.ts';
import type { RecordedExchange } from './recorded.ts';
import { createStandIns, type StandIns } from './stand-ins.ts';

/** Writes exchanges to a HAR file as they come. */
export interface Recorder {
  readonly add: (exchange: RecordedExchange) => void;
  /** Writes what waits. @returns why the recording is not whole; null where it is */
  readonly close: () => Error | null;
}

/** What a recorder needs. */
export interface RecorderSetting {
  readonly path: string;
  /** The version of this program. */
  readonly version: string;
  /** Told once, when something could not be written; nothing is recorded from then on. */
  readonly onTrouble: (error: Error) => void;
  /** For tests. */
  readonly open?: (path: string) => Disk;
}

/** How long entries wait to be written together, in milliseconds; and how many characters may wait. */
const [pause, most] = [50, 1024 * 1024];

/** Begins a recording. @throws Error of the system where the file cannot be written */
export function createRecorder({
  path,
  version,
  onTrouble,
  open = openDisk,
}: RecorderSetting): Recorder {
  const file = beginHar(open(path), version);
  const standIns: StandIns = createStandIns();
  let waiting: string[] = [];
  let [size, timer, trouble] = [0, undefined as NodeJS.Timeout | undefined, null as Error | null];

  const attempt = (write: () => void): void => {
    try {
      write();
    } catch (thrown) {
      const isFirst = trouble === null;
      trouble ??= thrown instanceof Error ? thrown : new Error(String(thrown));
      if (isFirst) onTrouble(trouble);
    }
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const entries = waiting;
    [waiting, size] = [[], 0];
    attempt(() => file.add(entries));
  };
  return {
    add(exchange) {
      if (trouble !== null) return;
      const entry = JSON.stringify(harEntry(exchange, standIns));
      waiting.push(entry);
      size += entry.length;
      if (size > most) flush();
      else timer ??= setTimeout(flush, pause);
    },
    close() {
      flush();
      attempt(file.close);
      return trouble;
    },
  };
}
