import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { prepareFile, readText, readTextIfThere, writeFile } from './files.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'rooms-conformance-'));

it('folders of a report are made, and no trial file is left', () => {
  const base = folder();
  prepareFile(join(base, 'a/b/report.json'));
  expect(readdirSync(join(base, 'a/b'))).toEqual([]);
});
it('a file is replaced whole, through a link to it, with nothing left beside it', () => {
  const base = folder();
  writeFileSync(join(base, 'real.json'), 'old');
  symlinkSync('real.json', join(base, 'link.json'));
  writeFile(join(base, 'link.json'), 'new');
  expect(readFileSync(join(base, 'real.json'), 'utf8')).toBe('new');
  expect(readdirSync(base).toSorted()).toEqual(['link.json', 'real.json']);
});
it('a device is written and stays a device', () => {
  prepareFile('/dev/null');
  writeFile('/dev/null', 'x');
  expect(readText('/dev/null', 'the file')).toBe('');
});
it('what cannot be a report is refused by its name and reason', () => {
  const base = folder();
  writeFileSync(join(base, 'file'), '');
  expect(() => prepareFile(base)).toThrow(
    `the report ${base} cannot be written: it is a directory`,
  );
  expect(() => prepareFile(join(base, 'file/x.json'))).toThrow(
    'a part of its path is not a directory',
  );
  expect(() => prepareFile('/proc/none/x.json')).toThrow('cannot be written');
});
it('what is read is not written over, by whatever name', () => {
  const base = folder();
  const file = join(base, 'api.json');
  writeFileSync(file, '{}');
  symlinkSync('api.json', join(base, 'link.json'));
  for (const name of [file, join(base, 'link.json'), `${base}/./api.json`]) {
    expect(() => prepareFile(name, 'the report', [file])).toThrow(
      `the report would be written over ${name}, which is read; give it another name`,
    );
  }
  prepareFile(join(base, 'report.json'), 'the report', [file, '/none', '-']);
});
it('a file that is not there is told apart from one that cannot be read', () => {
  expect(readTextIfThere('/none', 'the file')).toBeNull();
  expect(() => readText('/none', 'the file')).toThrow(
    'the file /none cannot be read: there is no such file',
  );
  expect(() => readTextIfThere('/tmp', 'the file')).toThrow('it is a directory');
});
