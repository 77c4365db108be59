import {
  createReferenceServer,
  type ReferenceServerOptions,
} from '../../reference-server/index.ts';
import { cases } from '../../suites/index.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { CaseId } from '../../harness/run/case.ts';
import { localTarget, openTarget } from '../../harness/run/open.ts';
import type { CompiledSpec } from '../../harness/run/run-context.ts';
import { run } from '../../harness/run/runner.ts';
import {
  createTrafficJudge,
  type TrafficFinding,
  type TrafficJudgeOptions,
  type TrafficResult,
} from '../../harness/traffic/judge-traffic.ts';
import { flatten, headersOf, pathOf, readBody } from '../../harness/wire/exchange.ts';
import type { Send } from '../../harness/wire/wire.ts';

/** A run of some cases against a server of ours, whose traffic is judged. */
export interface JudgedRun {
  readonly server: ReferenceServerOptions;
  readonly cases: readonly CaseId[];
  readonly seed: number;
  readonly judge?: TrafficJudgeOptions;
}

/** What the judge of traffic found, and what the run itself found. */
export interface JudgedTraffic {
  readonly findings: readonly TrafficFinding[];
  readonly result: TrafficResult;
  readonly violated: ReadonlySet<RequirementId>;
}

const byId = new Map(cases.map((one) => [one.id, one]));

/** Runs cases, and judges their traffic as it goes by. */
export async function judgeRun(
  compiled: CompiledSpec,
  { server: options, cases: ids, seed, judge: judgeOptions }: JudgedRun,
): Promise<JudgedTraffic> {
  const server = createReferenceServer(options);
  const judge = createTrafficJudge(compiled.spec, {
    alone: true,
    sawEverything: true,
    patience: 0,
    ...judgeOptions,
  });
  const findings: TrafficFinding[] = [];
  const violated = new Set<RequirementId>();
  const send: Send = async (request) => {
    const at = performance.now();
    const head = {
      method: request.method,
      url: pathOf(request, 'query'),
      headers: headersOf(request, 'query'),
    };
    const bytes = Buffer.from(request.body ?? '', request.latin1 ? 'latin1' : 'utf8');
    const { ticket, findings: early } = judge.request({
      method: head.method,
      target: head.url,
      headers: head.headers,
      body: bytes,
      at,
    });
    findings.push(...early);
    const { status, headers, body } = await server.answer(head, bytes);
    const answer = {
      status,
      headers: flatten(headers),
      body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(body),
      at: performance.now(),
    };
    findings.push(...judge.answered(ticket, answer));
    return {
      request,
      answer: { kind: 'answer', status, headers: answer.headers, body: readBody(answer.body) },
      at,
      ms: answer.at - at,
      waits: 0,
      retries: 0,
      gateways: 0,
      limited: [],
    };
  };
  const { signal } = new AbortController();
  const target = {
    ...localTarget,
    url: 'http://localhost',
    timeout: 5000,
    patience: 5000,
    checksLateViews: false,
    concurrency: 8,
    search: { seed, runs: null, milliseconds: 20_000 },
    wire: { send, close: () => Promise.resolve() },
    signal,
  };
  const { context, redactor, close } = await openTarget(compiled.spec, target, compiled);
  try {
    const chosen = ids.flatMap((id) => byId.get(id) ?? []);
    const rules = { concurrency: 8, last: () => false, signal, redactor };
    for await (const event of run(context, chosen, rules)) {
      if (event.kind !== 'finished-case' || event.outcome.verdict !== 'failed') continue;
      for (const { requirement } of event.outcome.mismatches) violated.add(requirement);
    }
  } finally {
    await close();
    await server.close();
  }
  return { findings, result: judge.result(), violated };
}
