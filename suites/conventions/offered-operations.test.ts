import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { judge } from '../../harness/run/judge.ts';
import { compileSpec, createRunContext } from '../../harness/run/run-context.ts';
import { readBody } from '../../harness/wire/exchange.ts';
import { createRedactor } from '../../harness/wire/redact.ts';
import type { Send } from '../../harness/wire/wire.ts';
import type { Lack } from '../../harness/world/target.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import { sendTo } from '../../selftest/in-process.ts';
import { cases } from '../index.ts';

const offered = cases.filter(({ id }) => id.startsWith('conventions/all-operations-'));

/** Judges a correct server that does not know some paths. @returns what is missing, or the verdict where nothing failed */
async function judgeWithout(paths: RegExp, lacks: readonly Lack[], profile?: 'v3') {
  const compiled = compileSpec(loadSpec(profile));
  const server = sendTo(createReferenceServer());
  const send: Send = async (request) => {
    const exchange = await server(request);
    if (!paths.test(request.path)) return exchange;
    const body = readBody(Buffer.from('<h1>Not found</h1>'));
    return { ...exchange, answer: { kind: 'answer', status: 404, headers: {}, body } };
  };
  const { basePath } = compiled.spec.declaration;
  const common = { origin: 'http://h', prefix: '', auth: 'query' } as const;
  const target = { ...common, timeout: 1000, patience: 0, basePath, lacks };
  const parts = { target, send, redactor: createRedactor(), sharedSecret: null };
  const ends: string[] = [];
  for (const one of offered) {
    const outcome = await judge(createRunContext(compiled, parts), one);
    ends.push(outcome.verdict === 'failed' ? outcome.mismatches[0].received : outcome.verdict);
  }
  return ends;
}

describe('whether all operations are offered', () => {
  it('is judged without those that the target is declared to lack', async () => {
    const lacking = await judgeWithout(/initialSync$/, ['get_room_sync_data']);
    expect(lacking).toEqual(['passed', 'passed']);
    const missing = await judgeWithout(/initialSync$/, ['ban']);
    expect(missing).toEqual(['["get_room_sync_data"]', '["get_room_sync_data"]']);
  });

  it('is judged without those that a profile does without, and not skipped because of them', async () => {
    const missing = await judgeWithout(/\/(?:initialSync|ban)$/, [], 'v3');
    expect(missing).toEqual(['["ban"]', '["ban"]']);
  });
});
