import { describe, expect, it } from 'vitest';
import { broken, failed, passed, sampleReport, skipped } from '../testing/sample.ts';
import { junit } from './junit.ts';

const report = sampleReport([
  failed('leave/a'),
  passed('leave/b'),
  broken('ban/c', 'the setup failed'),
  broken('ban/d', 'undefined', true),
  skipped('ban/e', 'aliases are lacking'),
]);

describe('JUnit XML', () => {
  const text = junit(report);
  it('has a suite for each suite of cases, with its counts', () => {
    expect(text).toContain('<testsuites name="matrix rooms" tests="5" failures="1" errors="2"');
    expect(text).toContain('<testsuite name="leave" tests="2" failures="1" errors="0" skipped="0"');
    expect(text).toContain('<testsuite name="ban" tests="3" failures="0" errors="2" skipped="1"');
  });
  it('distinguishes failed, broken, a bug of the suite and skipped', () => {
    expect(text).toMatch(/<failure type="documented" message="SMEM-11: status of set_membership:/);
    expect(text).toContain('<error type="broken" message="could not be judged: the setup failed">');
    expect(text).toContain('<error type="defect" message="a bug of rooms-conformance: undefined">');
    expect(text).toContain('<skipped type="skipped" message="aliases are lacking"/>');
    expect(text).toMatch(/<testcase name="leave\/b" classname="leave" time="0.003"\/>/);
  });
  it('has the requirements of each case, and what repeats the run', () => {
    expect(text).toContain('<property name="requirements of leave/a" value="documented SMEM-11"/>');
    expect(text).toContain('<property name="seed" value="7"/>');
  });
  it('a case that fails only as known turns nothing red', () => {
    const known = [
      {
        key: 'SMEM-11',
        reason: 'later',
        link: null,
        expires: null,
        signature: null,
        flaky: false,
        status: 'failing',
        cases: ['leave/a'],
      },
    ] as const;
    const gates = { ...report.gates, known, expectedFailures: ['leave/a'] } as const;
    const excused = junit({ ...report, gates });
    expect(excused).not.toContain('<failure');
    expect(excused).toContain('<skipped type="known" message="known: later">');
    expect(excused).toContain('failures="0" errors="0" skipped="1"');
  });
});
