import { describe, expect, it } from 'vitest';
import { unpainted } from '../../reports/paint.ts';
import { broken, exchange, failed, passed, skipped } from '../../reports/testing/sample.ts';
import { loadSpec } from '../../harness/document/load.ts';
import { exchangeLine, failureLine } from './lines.ts';

const { register } = loadSpec();
const failure = (outcome: Parameters<typeof failureLine>[0], width = 79) =>
  failureLine(outcome, register, width, unpainted);
const basePath = '/_matrix/client/api/v1';
const hostile = 'a\u001B[2Jb\r\nc\u0007\u202Ed';

describe('a failure', () => {
  it('is a line with case, grade, requirement and what was looked at', () => {
    expect(failure(failed('set_membership/outsider-cannot-invite'), 120)).toBe(
      '✗ set_membership/outsider-cannot-invite  documented · SMEM-11  status of set_membership',
    );
    expect(failure(broken('ban/a', 'no answer in time'))).toBe('? ban/a  no answer in time');
    expect(failure(passed('ban/a'))).toBeNull();
    expect(failure(skipped('ban/a', 'not today'))).toBeNull();
  });
  it('fits, and has no control sequences', () => {
    const mismatches = [
      { requirement: 'SMEM-11', what: hostile, expected: '', received: '', step: null },
    ] as const;
    for (const outcome of [failed('ban/a', { mismatches }), broken('ban/a', hostile.repeat(99))]) {
      const line = failure(outcome, 60) ?? '';
      expect(line.length).toBeLessThanOrEqual(60);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(line).toContain('a[2Jb c');
    }
  });
});

describe('an exchange', () => {
  const line = (more: Parameters<typeof exchange>[1], findings = false, width = 100) =>
    exchangeLine(
      {
        kind: 'exchanged',
        case: 'set_membership/outsider-cannot-invite',
        exchange: exchange(0, more),
        findings: findings
          ? [{ requirement: 'SMEM-11', what: hostile, expected: '', received: '', step: 0 }]
          : [],
        basePath,
      },
      width,
      unpainted,
    );
  it('is a line with case, actor, request, status and time', () => {
    expect(line({ ms: 12.4 })).toBe(
      'set_membership/outsider-can…  owner    POST /createRoom {"visibility":"private"}        200    12 ms',
    );
    expect(line({ ms: 12.4 })).toHaveLength(100);
  });
  it('shows only the beginning of a long room id', () => {
    const path = `${basePath}/rooms/!c1f0ef68-e322-4acd-ab1c-4c13d70e392b%3Alocalhost/members`;
    expect(line({ method: 'GET', path, body: null })).toContain('GET  /rooms/!c1f0ef68…/members ');
  });
  it('says why no response came, and shows passive findings', () => {
    const answerless = line({ status: null, detail: hostile }, true);
    expect(answerless).toMatch(/ {2}none +1 ms {2}a\[2Jb cd {2}✗ SMEM-11 a\[2Jb cd$/);
  });
  it('has no control sequences', () => {
    const path = `${basePath}/rooms/${encodeURIComponent(hostile)}/members`;
    const bad = line({ path, actor: hostile, method: 'GET', body: hostile, answer: hostile }, true);
    expect(bad).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
