import type { Spec } from '../harness/document/load.ts';
import type { Grade } from '../harness/document/statements.ts';
import { longestBody } from '../harness/wire/exchange.ts';
import { createTrafficJudge, type TrafficCoverage } from '../harness/traffic/judge-traffic.ts';
import type { RuleDocument } from '../mock/rules/document.ts';
import type { RecordedExchange } from '../recorder/recorded.ts';
import { createEvidence, type Evidence, secretsOf } from './judging/evidence.ts';
import { createJudging, type Verdict } from './judging/judging.ts';
import { createStrictness } from './judging/strict.ts';
import { decoded } from './judging/decoded.ts';
import { createNames, type Names } from './rules/names.ts';
import { recordedOf } from './recording.ts';
import { createProxy, type Proxy } from './server.ts';
import type { Passing } from './transport/exchange.ts';
import type { Describe } from './transport/trouble.ts';
import type { Target } from './transport/upstream.ts';
import { valuesOf } from './transport/headers.ts';

/** How a proxy judges what passes. */
export interface JudgedProxySetting {
  readonly target: Target;
  /** The declaration and the registers, as they apply to the target. */
  readonly spec: Spec;
  /** The path below which the target serves the operations. */
  readonly basePath: string;
  /** Whether nobody else uses the target, and it is empty when the proxy starts. */
  readonly complete: boolean;
  /** How long the target may be silent, in milliseconds. */
  readonly timeout: number;
  /** Grades that make a violation one that --strict answers; null answers none. */
  readonly strict: readonly Grade[] | null;
  readonly rules: readonly RuleDocument[];
  /** Decides the draws of rules; null leaves them to chance. */
  readonly seed: number | null;
  readonly describe: Describe;
  /** Told of every exchange at its end, when all of it is judged. */
  readonly onEnd: (ended: EndedExchange) => void;
  /** Writes exchanges down; null for no recording. */
  readonly record: ((exchange: RecordedExchange) => void) | null;
}

/** An exchange that has come to its end. */
export interface EndedExchange {
  readonly passing: Passing;
  /** Null where nothing was judged, since the request never came whole. */
  readonly verdict: Verdict | null;
  /** The user of its access token; null where it has none, or one of which no answer has told. */
  readonly user: string | null;
}

/** What passed, as a whole. */
export interface PassedTraffic {
  /** Requests of the API, and those of them whose whole answer the client got. */
  readonly requests: number;
  readonly answered: number;
  readonly requirements: ReturnType<Evidence['result']>;
  readonly coverage: TrafficCoverage;
}

/** A proxy that judges both sides of what passes. */
export interface JudgedProxy extends Proxy {
  readonly result: () => PassedTraffic;
  /** Rules that never applied, by their ids. */
  readonly unused: () => readonly string[];
}

/** The header by which a client learns what is wrong with its request. */
const findingsHeader = 'x-conformance-findings';

/** Makes a proxy that does not listen yet. */
export async function createJudgedProxy(setting: JudgedProxySetting): Promise<JudgedProxy> {
  const { target, spec, basePath, rules, seed } = setting;
  const names = createNames();
  const judge = createTrafficJudge(spec, {
    basePaths: [basePath],
    userOf: names.userOf,
    asSent: true,
    sawEverything: setting.complete,
    alone: setting.complete,
  });
  // The register of clients knows no later version.
  const judging = createJudging(judge, longestBody, spec.profile.name === 'none');
  const evidence = createEvidence(target, longestBody);
  let [requests, answered] = [0, 0];
  const verdicts = new WeakMap<Passing, Verdict>();
  const verdictOf = (passing: Passing): Verdict | null => verdicts.get(passing) ?? null;
  const declared = spec.declaration.basePath;
  // Without rules, nothing of the mock and of the reference server is needed.
  const faults =
    rules.length === 0
      ? null
      : (await import('./rules/faults.ts')).createFaults({
          rules,
          seed,
          names,
          basePath,
          declared,
        });
  const counts = (grade: Grade): boolean => setting.strict?.includes(grade) === true;
  const strict = setting.strict === null ? null : createStrictness(verdictOf, counts);
  const proxy = createProxy({
    target,
    timeout: setting.timeout,
    keep: longestBody,
    describe: setting.describe,
    faults,
    strict,
    watch: {
      onRequest(passing) {
        const verdict = judging.request(passing);
        verdicts.set(passing, verdict);
        const ids = new Set(verdict.findings.map(({ requirement }) => requirement));
        return ids.size === 0 ? [] : [findingsHeader, [...ids].join(', ')];
      },
      onAnswer(passing) {
        learn(names, passing);
        judging.answered(passing);
        // Whoever decides about an answer must know what is wrong with it.
        if (strict !== null) judging.settle();
      },
      onEnd(passing) {
        judging.ended(passing, (verdict) => {
          const user = userOf(names, passing);
          if (verdict !== null && verdict.matched.kind !== 'other') {
            requests += 1;
            if (passing.ending === 'answered' && passing.answer?.from === 'target') answered += 1;
            evidence.add(passing, verdict, user);
          }
          setting.onEnd({ passing, verdict, user });
          setting.record?.(recordedOf(passing, target, longestBody));
        });
      },
    },
  });
  return {
    ...proxy,
    async close() {
      await proxy.close();
      judging.settle();
    },
    result() {
      judging.settle();
      const { coverage } = judge.result();
      return { requests, answered, coverage, requirements: evidence.result() };
    },
    unused: () => faults?.unused() ?? [],
  };
}

/** Learns whose tokens and which rooms an answer tells. */
function learn(names: Names, { method, url, answer }: Passing): void {
  if (answer?.from !== 'target' || answer.status !== 200) return;
  const { headers, body } = answer;
  names.learn(method, url.split('?', 1)[0] ?? '/', () => {
    const bytes = body.bytes();
    const encoding = valuesOf(headers, 'content-encoding').join(', ');
    return bytes === null ? null : decoded(bytes, encoding, longestBody);
  });
}

function userOf(names: Names, passing: Passing): string | null {
  const { token } = secretsOf(passing);
  return token === null ? null : (names.userOf(token) ?? null);
}
