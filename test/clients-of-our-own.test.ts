import { beforeAll, describe, expect, it } from 'vitest';
import type { ClientRequirementId } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import { createRequestJudge } from '../harness/traffic/judge-requests.ts';
import { headersOf, pathOf } from '../harness/wire/exchange.ts';
import type { Send } from '../harness/wire/wire.ts';
import { createReferenceServer, type ReferenceServerOptions } from '../reference-server/index.ts';
import { optionsOfVariant, variants } from '../reference-server/variants/index.ts';
import { sendTo } from '../selftest/in-process.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

/** The cases that break rules on purpose, by the requirement of clients that they violate. Everything else is right. */
const onPurpose: Readonly<Partial<Record<ClientRequirementId, RegExp>>> = {
  'CLIENT-01':
    /put-without-txn|post-sets-no|post-without-key|put-needs-(?:a|its)-txn-id|post-takes-no-txn-id|refuse-(?:get|writes)|unknown-path|type-cannot-be-left-out|no-segment-follows/,
  'CLIENT-02': /paths-are-decoded-once/,
  'CLIENT-03':
    /needs-a-body|(?:empty|missing)-body|body-that-is-no-|body-that-is-not-an|message-is-a-body/,
  'CLIENT-04':
    /needs-a-body|body-that-is-no|(?:array|boolean|number|null|string|object|text|form-body|body|json|topic)-is-refused|for-a-(?:name|topic|msgtype)|-is-a-string|does-nothing-elsewhere|error-(?:has|is)|errcode|before-the-body|malformed|without-m|missing-t|another-type|nearly-json|bare-localpart|refused-(?:name|topic)|txn-survives-(?:invite|ban|feedback)-of/,
  'CLIENT-05': /bad-type|unknown-membership|refused-(?:feedback|membership)-does-nothing/,
  'CLIENT-07':
    /without-token|without-a-token|needs-token|tokens-that-are-nearly-right|odd-tokens-are-refused/,
  'CLIENT-08': /limit-that-is-no-integer/,
  'CLIENT-10': /replayed-put/,
  'CLIENT-27': /without-user-id|of-nobody|missing-topic/,
  'CLIENT-29': /not-utf-8/,
  'CLIENT-30': /from-that-is-no-token|token-of-another-room/,
};

/** Milliseconds that a busy machine may take for all cases. */
const patience = 300_000;

/** What was found, as requirement and case, and what was met. */
interface Found {
  readonly findings: ReadonlySet<string>;
  readonly observed: ReadonlySet<ClientRequirementId>;
}

/** Plays cases against a server that judges whoever asks it. */
async function judgeCases(options: ReferenceServerOptions, chosen = scriptedCases): Promise<Found> {
  const findings = new Set<string>();
  const observed = new Set<ClientRequirementId>();
  const server = sendTo(createReferenceServer(options));
  const judge = createRequestJudge(loadSpec(), { sawEverything: true });
  const send: Send = async (request) => {
    const judged = judge.request({
      method: request.method,
      target: pathOf(request, 'query'),
      headers: headersOf(request, 'query'),
      body: Buffer.from(request.body ?? '', request.latin1 ? 'latin1' : 'utf8'),
      at: performance.now(),
    });
    const exchange = await server(request);
    const { answer } = exchange;
    if (answer.kind === 'answer')
      judge.answered(judged.ticket, {
        ...answer,
        body: Buffer.from(answer.body.text),
        at: performance.now(),
      });
    const [, name = request.agent] = /\((\S+);/.exec(request.agent) ?? [];
    for (const { requirement } of judged.findings) findings.add(`${requirement} ${name}`);
    for (const id of judged.observed) observed.add(id);
    return exchange;
  };
  await runCases(send, chosen);
  return { findings, observed };
}

const unexpected = ({ findings }: Found): readonly string[] =>
  [...findings].filter((finding) => {
    const pattern = Object.entries(onPurpose).find(([id]) => finding.startsWith(id))?.[1];
    return pattern === undefined || !pattern.test(finding);
  });

describe('the cases of this suite, judged as a client', () => {
  let found: Found;
  beforeAll(async () => {
    found = await judgeCases({});
  }, patience);

  it('violate nothing but what they break on purpose', () => {
    expect(unexpected(found)).toEqual([]);
  });

  it.each(Object.keys(onPurpose))('violate %s where they do so on purpose', (id) => {
    expect([...found.findings].filter((finding) => finding.startsWith(id))).not.toEqual([]);
  });

  it('meet everything else that a request can show', () => {
    const { clients } = loadSpec();
    const shown = [...clients.values()].filter(({ shownBy }) => shownBy === 'request');
    expect(shown.map(({ id }) => id).filter((id) => !found.observed.has(id))).toEqual([]);
  });
});

describe('the same cases in other dialects', () => {
  it.each(['odd-page-tokens', 'overlapping-pages'])('%s: nothing else is found', async (id) => {
    const variant = variants.find((one) => one.id === id);
    if (variant === undefined) throw new Error(`no variant ${id}`);
    const chosen = scriptedCases.filter((one) => /^(?:get_m|join)/.test(one.id));
    expect(unexpected(await judgeCases(optionsOfVariant(variant), chosen))).toEqual([]);
  });
});
