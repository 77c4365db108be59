import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { performHere } from '../cli/testing/context.ts';
import { folder } from '../cli/testing/process.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import type { Report } from '../reports/report.ts';

// A correct server behind a gateway that answers in its place now and then, through the command.

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** A gateway before a correct server. @param answers whether it answered the request itself */
async function behind(
  answers: (...args: Parameters<RequestListener>) => boolean,
): Promise<{ url: string }> {
  const { handler } = createReferenceServer();
  const server = createServer((request, response) => {
    if (!answers(request, response)) handler(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

async function judged(url: string, only: readonly string[], ...more: readonly string[]) {
  const path = join(folder(), 'r.json');
  const args = ['run', '--target', url, '--level', 'convention', '--only', ...only];
  const { code, out } = await performHere(...args, '--report', `json=${path}`, ...more);
  const report: Report = JSON.parse(readFileSync(path, 'utf8'));
  const violated = report.requirements.filter(({ status }) => status === 'violated');
  return { code, out, report, violated: violated.map(({ id }) => id) };
}

const isCreateRoom = (url: string | undefined): boolean => /\/createRoom\b/.test(url ?? '');
const some = ['leave/*', 'invite/*'];

it('every tenth createRoom is refused by a gateway: cases run again, and all is told', async () => {
  let rooms = 0;
  const { url } = await behind(({ url: path }, response) => {
    if (!isCreateRoom(path)) return false;
    rooms += 1;
    if (rooms % 10 > 0) return false;
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"errcode":"M_UNKNOWN"}');
    return true;
  });
  const { code, out, report, violated } = await judged(url, ['leave/*']);
  expect(violated).toEqual([]);
  expect(report).toMatchObject({ verdict: 'conformant', totals: { verdicts: { broken: 0 } } });
  expect(report.totals.gateways).toBe(Math.floor(rooms / 10));
  expect(out).toContain(
    `${report.totals.gateways} of ${report.totals.requests} requests had no answer`,
  );
  expect(report.totals.gateways).toBeGreaterThan(0);
  expect(code).toBe(0);
});

it('cases that a gateway never lets through weigh on the verdict: more than one in twenty is too many', async () => {
  // The agent names the case.
  const { url } = await behind(({ url: path, headers }, response) => {
    const lost = /\((?:leave|invite)\/(?:user|stranger)/.test(headers['user-agent'] ?? '');
    if (!lost || !isCreateRoom(path)) return false;
    response.writeHead(503).end();
    return true;
  });
  const { code, out, report, violated } = await judged(url, some);
  const { cases, verdicts } = report.totals;
  expect(violated).toEqual([]);
  expect(verdicts.broken).toBeGreaterThan(cases * 0.05);
  expect(report.verdict).toBe('inconclusive');
  expect(out).toContain(`${verdicts.broken} of ${cases} cases could not be judged`);
  expect(code).toBe(4);
});

it('a few that it never lets through are a warning, which --strict refuses', async () => {
  const { url } = await behind(({ url: path, headers }, response) => {
    if (
      !headers['user-agent']?.includes('(invite/outsider-cannot-invite-into-private') ||
      !isCreateRoom(path)
    )
      return false;
    response.writeHead(503).end();
    return true;
  });
  const { code, report, violated } = await judged(url, some, '--strict');
  const { cases, verdicts } = report.totals;
  expect(violated).toEqual([]);
  expect(verdicts.broken).toBeGreaterThan(0);
  expect(verdicts.broken).toBeLessThanOrEqual(cases * 0.05);
  expect(report.gates.warnings).toContain(
    `${verdicts.broken} of ${cases} cases could not be judged`,
  );
  expect(code).toBe(4);
});

it('one request in four hundred is answered by a page of a gateway: nothing is violated', async () => {
  let requests = 0;
  const { url } = await behind((_request, response) => {
    requests += 1;
    if (requests % 400 !== 300) return false;
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway &nbsp;</html>');
    return true;
  });
  const { code, report, violated } = await judged(url, ['ban/*']);
  expect(violated).toEqual([]);
  expect(report.totals.gateways).toBeGreaterThan(0);
  expect(report.gates.warnings.join('\n')).toContain('(502, 503, 504 or an HTML page)');
  expect(report.verdict).toBe('conformant');
  expect(code).toBe(0);
});
