import type { JudgedDocument } from '../../authoring/examples/judge/judge.ts';
import type { JudgeRules } from '../../authoring/examples/judge/rules-of.ts';
import { playDocument } from '../../authoring/examples/play/play.ts';
import type { PlayedDocument } from '../../authoring/examples/play/played.ts';
import { openWire } from '../../harness/wire/wire.ts';
import { parseTargetUrl } from '../../harness/world/target.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import { checkReachable } from '../run/target.ts';

/** Where documents are played. */
export interface PlayOptions {
  /** Null for a reference server of its own for each document. */
  readonly target: string | null;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Plays documents one after the other. @throws NoTarget */
export async function playDocuments(
  judged: readonly JudgedDocument[],
  rules: JudgeRules,
  { target, timeout, signal }: PlayOptions,
): Promise<readonly PlayedDocument[]> {
  const played: PlayedDocument[] = [];
  for (const document of judged) {
    const server = target === null ? createReferenceServer() : null;
    const { origin, prefix } = parseTargetUrl(target ?? (await server?.listen())?.url ?? '');
    if (target !== null) await checkReachable(origin, `${prefix}/`, signal);
    const wire = openWire({
      origin,
      auth: 'query',
      deadline: timeout,
      patience: 30_000,
      connections: 1,
      signal,
    });
    const fresh = Math.random().toString(36).slice(2, 8);
    try {
      const send: typeof wire.send = (request) =>
        wire.send({ ...request, path: prefix + request.path });
      played.push(await playDocument(document, { send, rules, fresh }));
    } finally {
      await wire.close();
      await server?.close();
    }
  }
  return played;
}
