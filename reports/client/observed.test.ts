import { describe, expect, it } from 'vitest';
import { compareReports } from '../compare/compare.ts';
import { comparisonText } from '../compare/two.ts';
import { terminalText, verdictText } from '../sections/whole.ts';
import { unpainted } from '../paint.ts';
import { defaultCriteria } from '../gates/criteria.ts';
import type { KnownFailure } from '../report.ts';
import { clientReport, everyKindOfClient, seen, wrong } from '../testing/client-sample.ts';

const statusOf = (report: ReturnType<typeof clientReport>, id: string) =>
  report.requirements.find((row) => row.id === id);

describe('the report on a client', () => {
  const report = everyKindOfClient();
  const text = terminalText(report, unpainted);

  it('has a status for every requirement: met, violated, or not exercised with the reason', () => {
    expect(statusOf(report, 'CLIENT-07')?.status).toBe('proven');
    expect(statusOf(report, 'CLIENT-04')?.status).toBe('violated');
    expect(statusOf(report, 'CLIENT-16')).toMatchObject({
      status: 'not-exercised',
      reason: 'nothing that the client sent shows whether it is met',
    });
    expect(statusOf(report, 'CLIENT-22')).toMatchObject({
      status: 'not-exercised',
      reason: 'only a program that drives the client can show it',
    });
  });

  it('counts its requests once', () => {
    expect(report.totals.requests).toBe(8);
  });

  it('shows each way to violate a requirement, with the exchange of that one alone', () => {
    expect(text).toContain('The body has no key msgtype.');
    expect(text).toContain('msgtype is 5. It must be a string.');
    expect(text.match(/← here/g)).toHaveLength(4);
    expect(text).toMatch(/^ {2}2 {2}alice .*"msgtype":5.* 400 {2}← here$/m);
  });

  it('says what the client requested, and which documented errors it met', () => {
    expect(text).toContain('4 of 18 operations requested');
    expect(text).toContain('1 of 12 documented errors met');
    expect(text).toContain('get_messages  1 request   1 not answered');
  });

  it('names the client, and speaks of no target, server or seed', () => {
    expect(text).toContain('client: npm test');
    expect(text).toContain("rooms-conformance mock --state lobby.yaml --exec 'npm test'");
    expect(text.replaceAll('<target>', '')).not.toMatch(
      /\btargets?\b|\bservers?\b|seed|curl|proven|reference/,
    );
  });

  it('passes where nothing was violated, and says how much was seen', () => {
    const right = clientReport([seen('send_message', ['CLIENT-01', 'CLIENT-04'])]);
    expect(right).toMatchObject({ verdict: 'conformant', gates: { passes: true, violated: [] } });
    expect(verdictText(right, unpainted)).toContain(
      'no violations at the level documented: 2 of 9 requirements seen, and met',
    );
  });

  it('is inconclusive where nothing could be judged', () => {
    expect(verdictText(clientReport([]), unpainted)).toContain(
      'the client sent the mock no request',
    );
    const silent = clientReport([seen(null, [])]);
    expect(silent.verdict).toBe('inconclusive');
    expect(verdictText(silent, unpainted)).toContain(
      'none of the 1 request of the client shows whether it meets a requirement',
    );
  });

  it('does not pass where the command failed, though nothing was violated', () => {
    const failed = clientReport([seen('leave', ['CLIENT-01'])], {
      failure: 'ended with exit code 3',
    });
    expect(failed).toMatchObject({
      verdict: 'conformant',
      gates: { passes: false, unmet: ['the command ended with exit code 3'] },
    });
  });

  it('is incomplete where it was interrupted', () => {
    const cut = clientReport([seen('leave', ['CLIENT-01'])], { interrupted: true });
    expect(cut).toMatchObject({ complete: false, verdict: 'interrupted' });
    expect(verdictText(cut, unpainted)).toContain('interrupted after 1 request;');
  });

  it('is decided by the level', () => {
    const requests = [seen('leave', ['CLIENT-01']), wrong('leave', 'CLIENT-28', 'Sent twice.')];
    expect(clientReport(requests).gates.violated).toEqual([]);
    expect(clientReport(requests, { level: 'convention' }).gates.violated).toEqual(['CLIENT-28']);
  });

  const known = (key: KnownFailure['key'], signature: string | null = null): KnownFailure => ({
    key,
    reason: 'an old version',
    link: null,
    expires: null,
    signature,
    flaky: false,
  });

  it('is excused by a list of known failures, by requirement or signature', () => {
    const requests = [seen('leave', ['CLIENT-01']), wrong('send_message', 'CLIENT-04', 'No key.')];
    for (const entry of [known('CLIENT-04'), known('CLIENT-04', 'send_message: No key.')]) {
      const { gates } = clientReport(requests, {
        criteria: { ...defaultCriteria, known: [entry] },
      });
      expect(gates).toMatchObject({ passes: true, violated: [], known: [{ status: 'failing' }] });
    }
  });

  it('says that a known failure passes now', () => {
    const { gates } = clientReport([seen('send_message', ['CLIENT-04'])], {
      criteria: { ...defaultCriteria, known: [known('CLIENT-04')] },
    });
    expect(gates).toMatchObject({ passes: false, known: [{ status: 'passing' }] });
  });

  it('is compared with another one in the words of clients', () => {
    const before = clientReport([seen('leave', ['CLIENT-01'])]);
    const after = clientReport([wrong('send_message', 'CLIENT-04', 'No key.')]);
    const compared = comparisonText(compareReports(before, after), false, unpainted);
    expect(compared).toContain('npm test');
    expect(compared).toMatch(/documented {2}met 1 → 0, violated 0 → 1/);
    expect(compared).toContain('1 of 20 requirements seen');
    expect(compared).not.toMatch(/seed|proven|disputed/);
  });

  it('can be held to a share of what requests can show', () => {
    const minProven = { each: null, grades: { documented: 50 } };
    const { gates } = clientReport([seen('leave', ['CLIENT-01'])], {
      criteria: { ...defaultCriteria, minProven },
    });
    expect(gates.unmet).toEqual([
      '1 of 7 documented requirements are met (14.2 %), but 50 % are required',
    ]);
  });
});
