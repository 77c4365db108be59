import { createRedactor } from '../../harness/wire/redact.ts';
import type { Send } from '../../harness/wire/wire.ts';
import { loadSpec } from '../../harness/document/load.ts';
import type { Profile } from '../../harness/document/profile.ts';
import { knownFrom, probe } from '../../harness/world/probe.ts';
import { apiPaths } from '../../harness/world/target.ts';
import type { Case } from '../../harness/run/case.ts';
import { judge } from '../../harness/run/judge.ts';
import { localTarget, targetOf } from '../../harness/run/open.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import { type CompiledSpec, compileSpec, createRunContext } from '../../harness/run/run-context.ts';
import type { SearchOptions } from '../../harness/run/search.ts';
import { cases } from '../../suites/index.ts';

/** Compiled once for each profile. */
const specs = new Map<Profile['name'], CompiledSpec>();

/** Every case that is not a property. */
export const scriptedCases: readonly Case[] = cases.filter((one) => one.replay === undefined);

/** As many as run side by side. */
const concurrency = 8;

/** The properties. */
export const properties: readonly Case[] = cases.filter((one) => one.replay !== undefined);

function specOf(profile: Profile['name']): CompiledSpec {
  const compiled = specs.get(profile) ?? compileSpec(loadSpec(profile));
  specs.set(profile, compiled);
  return compiled;
}

/** Which API the cases ask for, and by which version of the specification they judge it. */
interface Judged {
  readonly api: keyof typeof apiPaths;
  readonly profile: Profile['name'];
  /** How far properties search. */
  readonly search?: SearchOptions;
  /** Whether the target is probed first, as a run does. */
  readonly probes?: boolean;
}

/** Runs cases against whatever answers, without a socket. @returns the outcomes, with every secret hidden */
export async function runCases(
  send: Send,
  chosen: readonly Case[],
  { api = 'v1', profile = 'none', search, probes = false }: Partial<Judged> = {},
): Promise<readonly Outcome[]> {
  const compiled = specOf(profile);
  const options = {
    ...localTarget,
    url: 'http://localhost',
    basePath: apiPaths[api],
    timeout: 0,
    patience: 0,
  };
  const target = targetOf(compiled.spec, options);
  const redactor = createRedactor();
  const connection = { target, send, redactor, sharedSecret: null };
  const made = createRunContext(compiled, connection, { search });
  const context = probes ? { ...made, known: knownFrom(await probe(made, 'room')) } : made;
  const waiting = [...chosen];
  const outcomes: Outcome[] = [];
  const runNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      outcomes.push(redactor.deep(await judge(context, next)));
  };
  await Promise.all(Array.from({ length: concurrency }, runNext));
  return outcomes;
}
