import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKeptReports } from '../../bench/real-servers/kept-reports.ts';
import { passed, sampleReport } from '../../reports/testing/sample.ts';

const kept = openKeptReports(mkdtempSync(join(tmpdir(), 'kept-')));
const whole = sampleReport([passed('ban/a')]);
const write = (name: string, report: object): void =>
  writeFileSync(kept.fileOf(name, 1), JSON.stringify(report));

it('finds a report again with the commit that made it', () => {
  write('synapse-api/v1', whole);
  expect(kept.find('synapse-api/v1', 1)).toBeNull();
  expect(kept.add('synapse-api/v1', 1, '0123abc')).toMatchObject({ commit: '0123abc' });
  expect(kept.find('synapse-api/v1', 1)).toMatchObject({
    commit: '0123abc',
    report: { verdict: whole.verdict },
  });
  expect(kept.find('synapse-api/v1', 2)).toBeNull();
  kept.clear('synapse-api/v1', 1);
  expect(kept.find('synapse-api/v1', 1)).toBeNull();
});

it('does not find the report of a run that ended early, nor one that was not written', () => {
  write('early', { ...whole, complete: false, ended: 'interrupted' });
  kept.add('early', 1, null);
  expect(kept.find('early', 1)).toBeNull();
  expect(kept.add('nothing', 1, null)).toBeNull();
});

it('does not find a report that was removed or damaged since', () => {
  for (const [name, damage] of [
    ['removed', (file: string): void => rmSync(file)],
    ['cut', (file: string): void => writeFileSync(file, '{"schema":')],
    ['empty', (file: string): void => writeFileSync(file, '')],
  ] as const) {
    write(name, whole);
    kept.add(name, 1, null);
    expect(kept.find(name, 1)).not.toBeNull();
    damage(kept.fileOf(name, 1));
    expect(kept.find(name, 1)).toBeNull();
  }
});
