import type { Disk } from './disk.ts';

/** A HAR file that grows, and is whole whenever nothing is being written. */
export interface HarFile {
  /** Adds entries. @throws Error of the system where they cannot be written; those before stay */
  readonly add: (entries: readonly string[]) => void;
  /** @throws Error of the system */
  readonly close: () => void;
}

const end = '\n]}}\n';

/**
 * Begins a HAR file. Each addition is one write that begins where the end of the document was, and has that end again:
 * whatever ends the program, the file is valid. What is no plain file (a pipe) gets the end when it is closed.
 * @throws Error of the system
 */
export function beginHar(disk: Disk, version: string): HarFile {
  const creator = { name: 'matrix-rooms-conformance', version };
  const beginning = `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`;
  let [at, isFirst, isBroken] = [0, true, false];

  /** Puts text in the place of the end. */
  const put = (text: string): void => {
    if (!disk.isFile) return disk.write(text, null);
    try {
      disk.write(text + end, at);
      at += Buffer.byteLength(text);
    } catch (error) {
      // The space that the old end took is still there.
      disk.write(end, at);
      disk.truncate(at + end.length);
      throw error;
    }
  };
  if (disk.isFile) disk.write(beginning + end, 0);
  else disk.write(beginning, null);
  at = Buffer.byteLength(beginning);

  return {
    add(entries) {
      if (isBroken || entries.length === 0) return;
      try {
        put(entries.map((entry, i) => `${isFirst && i === 0 ? '' : ','}\n${entry}`).join(''));
        isFirst = false;
      } catch (error) {
        isBroken = true;
        throw error;
      }
    },
    close() {
      if (!disk.isFile && !isBroken) disk.write(end, null);
      disk.close();
    },
  };
}
