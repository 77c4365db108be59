import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { compileHar } from '../reports/testing/har-schema.ts';
import { type Disk, openDisk } from './disk.ts';
import { createRecorder } from './recorder.ts';
import { bodyOf, exchange } from './testing/exchange.ts';

const isHar = compileHar();
const folder = mkdtempSync(join(tmpdir(), 'rooms-recorder-'));

/** The document in a file, which is a right one. */
function harIn(path: string): { log: { entries: readonly { request: { url: string } }[] } } {
  const har = JSON.parse(readFileSync(path, 'utf8'));
  expect(isHar(har), JSON.stringify(isHar.errors?.slice(0, 3))).toBe(true);
  return har;
}

const silent = (): void => {};

describe('a recording', () => {
  it('is right at every moment: before the first entry, between entries, and at its end', async () => {
    const path = join(folder, 'grows.har');
    const recorder = createRecorder({ path, version: '1.2.3', onTrouble: silent });
    expect(harIn(path).log.entries).toEqual([]);
    for (let i = 1; i <= 3; i += 1) {
      recorder.add(exchange({ url: `/é${i}`, body: bodyOf(`{"body":"é ${i}"}`) }));
      await expect.poll(() => harIn(path).log.entries).toHaveLength(i);
    }
    recorder.add(exchange());
    expect(recorder.close()).toBeNull();
    expect(harIn(path).log.entries).toHaveLength(4);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('of every kind of exchange is HAR 1.2', () => {
    const path = join(folder, 'kinds.har');
    const recorder = createRecorder({ path, version: '1.2.3', onTrouble: silent });
    recorder.add(exchange({ answer: null, comment: 'the client went away' }));
    recorder.add(exchange({ body: { length: 9, bytes: null }, url: '*' }));
    recorder.add(exchange({ body: bodyOf(Buffer.from([0xff, 0, 1])), url: '/a?b&c=d&&=%zz' }));
    recorder.close();
    expect(harIn(path).log.entries).toHaveLength(3);
  });

  it('is written to a pipe as it comes, and ends when it is closed', () => {
    const path = join(folder, 'pipe.har');
    const open = (name: string): Disk => ({ ...openDisk(name), isFile: false });
    const recorder = createRecorder({ path, version: '1.2.3', onTrouble: silent, open });
    recorder.add(exchange());
    recorder.add(exchange());
    recorder.close();
    expect(harIn(path).log.entries).toHaveLength(2);
  });
});

describe('a disk that is full', () => {
  it('costs what comes later, and nothing of what was recorded; it is told once', () => {
    const path = join(folder, 'full.har');
    let room = 3000;
    const open = (name: string): Disk => {
      const disk = openDisk(name);
      return {
        ...disk,
        write(text, position) {
          // A full disk takes what fits, and then no more.
          const fitting = text.slice(0, Math.max(0, room - (position ?? 0)));
          disk.write(fitting, position);
          if (fitting !== text) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        },
      };
    };
    const onTrouble = vi.fn();
    const recorder = createRecorder({ path, version: '1.2.3', onTrouble, open });
    recorder.add(exchange());
    recorder.add(exchange({ body: bodyOf('x'.repeat(1024 * 1024)) }));
    recorder.add(exchange());
    room = Infinity;
    recorder.add(exchange({ url: '/later' }));
    expect(recorder.close()).toMatchObject({ code: 'ENOSPC' });
    expect(onTrouble).toHaveBeenCalledTimes(1);
    // The two that were written together did not fit.
    expect(harIn(path).log.entries).toEqual([]);
  });

  it('that was full from the beginning is an error at once', () => {
    const setting = { path: join(folder, 'no/folder.har'), version: '1', onTrouble: silent };
    expect(() => createRecorder(setting)).toThrow('ENOENT');
  });
});
