import { afterAll, describe, expect, it } from 'vitest';
import { loadSpec } from '../harness/document/load.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import { broken, failed, found, passed, skipped } from '../reports/testing/sample.ts';
import { complaintOf, registerConformance } from './vitest.ts';

describe('the reference server', () => {
  const server = createReferenceServer();
  afterAll(() => server.close());
  registerConformance({ url: async () => (await server.listen(0)).url, level: 'convention' });
});

describe('what a test says', () => {
  const { register } = loadSpec();
  it('is whose words, what was expected and received, and in which request', () => {
    const complaint = complaintOf(failed('set_membership/a'), register, 'documented');
    expect(complaint).toContain('SMEM-11 (documented)');
    expect(complaint).toMatch(/the declaration .*\/responseMessages\//);
    expect(complaint).toMatch(/expected +status 403\n.*received +status 200\n.*outsider: PUT /);
  });
  it('tells the steps of what a search found', () => {
    const complaint = complaintOf(found('membership-model/a'), register, 'documented');
    expect(complaint).toContain('  2. bob invites carol → SMEM-11 is not met: the answer');
    expect(complaint).not.toContain('flaky');
  });
  it('is nothing about violations of lighter grades than the level', () => {
    const mismatch = {
      requirement: 'CONV-05',
      what: 'x',
      expected: 'a',
      received: 'b',
      step: 0,
    } as const;
    const outcome = failed('leave/a', { mismatches: [mismatch] });
    expect(complaintOf(outcome, register, 'documented')).toBeNull();
    expect(complaintOf(outcome, register, 'convention')).toContain('CONV-05');
  });
  it('is why a case could not be judged, and nothing where it passed or was skipped', () => {
    expect(complaintOf(broken('leave/a', 'no answer'), register, 'documented')).toBe(
      'could not be judged: no answer',
    );
    expect(complaintOf(passed('leave/a'), register, 'documented')).toBeNull();
    expect(complaintOf(skipped('leave/a', 'x'), register, 'documented')).toBeNull();
  });
});
