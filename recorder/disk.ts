import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** A place to write to. Every function throws the errors of the system. */
export interface Disk {
  /** Whether it is a plain file, in which any place can be written. */
  readonly isFile: boolean;
  /** Writes all of a text. @param position in bytes; null for behind what was written before */
  readonly write: (text: string, position: number | null) => void;
  readonly truncate: (length: number) => void;
  readonly close: () => void;
}

/** Opens a file to be written anew. It holds what people wrote to each other, so that nobody else may read it. */
export function openDisk(path: string): Disk {
  const file = openSync(path, 'w', 0o600);
  return {
    isFile: fstatSync(file).isFile(),
    write(text, position) {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length;) {
        const left = bytes.length - done;
        done += writeSync(file, bytes, done, left, position === null ? null : position + done);
      }
    },
    truncate: (length) => ftruncateSync(file, length),
    close: () => closeSync(file),
  };
}
