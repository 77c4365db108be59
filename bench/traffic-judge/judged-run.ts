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
  /** Each judges the same traffic. */
  readonly judges: readonly TrafficJudgeOptions[];
}

/** What each judge of traffic found, and what the run itself found. */
export interface JudgedTraffic {
  readonly judged: readonly {
    readonly findings: readonly TrafficFinding[];
    readonly result: TrafficResult;
  }[];
  readonly violated: ReadonlySet<RequirementId>;
}

/** The ways in which traffic is judged, as they are called. */
export const ways: readonly { readonly how: string; readonly options: TrafficJudgeOptions }[] = [
  { how: 'nobody else acts', options: { alone: true, sawEverything: true } },
  { how: 'others may act', options: { alone: false, sawEverything: false } },
];

const byId = new Map(cases.map((one) => [one.id, one]));

/** Runs cases, and judges their traffic as it goes by. */
export async function judgeRun(
  compiled: CompiledSpec,
  { server: options, cases: ids, seed, judges }: JudgedRun,
): Promise<JudgedTraffic> {
  const server = createReferenceServer(options);
  const all = judges.map((each) => ({
    judge: createTrafficJudge(compiled.spec, { patience: 0, ...each }),
    findings: [] as TrafficFinding[],
  }));
  const violated = new Set<RequirementId>();
  const send: Send = async (request) => {
    const at = performance.now();
    const head = {
      method: request.method,
      url: pathOf(request, 'query'),
      headers: headersOf(request, 'query'),
    };
    const bytes = Buffer.from(request.body ?? '', request.latin1 ? 'latin1' : 'utf8');
    const { method, url: path, headers: sent } = head;
    const asked = { method, target: path, headers: sent, body: bytes, at };
    const tickets = all.map(({ judge, findings }) => {
      const { ticket, findings: early } = judge.request(asked);
      findings.push(...early);
      return ticket;
    });
    const { status, headers, body } = await server.answer(head, bytes);
    const answer = {
      status,
      headers: flatten(headers),
      body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(body),
      at: performance.now(),
    };
    for (const [i, { judge, findings }] of all.entries())
      findings.push(...judge.answered(tickets[i] ?? 0, answer));
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
  const judged = all.map(({ judge, findings }) => ({ findings, result: judge.result() }));
  return { judged, violated };
}
