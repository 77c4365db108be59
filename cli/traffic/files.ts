import { inOrder, type OrderedItem } from '../../recordings/order.ts';
import type { RecordingFormat } from '../../recordings/format.ts';
import { readRecording } from '../../recordings/read.ts';
import { NotARecording } from '../../recordings/text.ts';
import { UsageError } from '../exit.ts';
import { openFile } from '../files/files.ts';
import type { ProcessContext } from '../process/process-context.ts';

/** A recording that is ready to be read. */
export interface OpenRecording {
  readonly name: string;
  /** Bytes of the file; 0 where that is not known. */
  readonly size: number;
  readonly items: AsyncGenerator<FromFile>;
}

/** An item, and the number of its file. */
export type FromFile = OrderedItem & { readonly file: number };

/** How far entries may stand from their place in time. All files together hold as many. */
const window = { entries: 2000, bytes: 32 * 1024 * 1024 };
const [leastEntries, leastBytes] = [50, 1024 * 1024];

/**
 * Opens recordings.
 * @param onBytes is told how many bytes were read
 * @throws UsageError where one cannot be opened; their items throw it where one is no recording
 */
export function openRecordings(
  paths: readonly string[],
  format: RecordingFormat | null,
  onBytes: (bytes: number) => void,
  context: Pick<ProcessContext, 'input' | 'interrupted'>,
): readonly OpenRecording[] {
  if (paths.filter((path) => path === '-').length > 1)
    throw new UsageError('standard input can be read only once; give - once');
  const share = {
    entries: Math.max(leastEntries, Math.floor(window.entries / paths.length)),
    bytes: Math.max(leastBytes, Math.floor(window.bytes / paths.length)),
  };
  const opened = paths.map((path) =>
    path === '-'
      ? { name: 'standard input', size: 0, bytes: context.input() }
      : { name: path, ...openFile(path, 'the recording', context.interrupted) },
  );
  return opened.map(({ name, size, bytes }, file) => {
    const items = readRecording(counted(bytes, onBytes), { file, format });
    return { name, size, items: named(inOrder(items, share), name, file) };
  });
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    onBytes(piece.length);
    yield piece;
  }
}

async function* named(
  items: AsyncGenerator<OrderedItem>,
  name: string,
  file: number,
): AsyncGenerator<FromFile> {
  try {
    for await (const item of items) yield { ...item, file };
  } catch (error) {
    if (error instanceof NotARecording) throw new UsageError(`${name} ${error.message}`);
    throw error;
  }
}
