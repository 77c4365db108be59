import { openWire } from '../../../harness/wire/wire.ts';
import { createReferenceServer } from '../../../reference-server/index.ts';
import type { Finding } from '../judge/finding.ts';
import { playDocument } from '../play/play.ts';
import type { PlayedDocument } from '../play/played.ts';
import { edited, editsOf } from '../update/edits.ts';
import { judge, rules } from './check.ts';

/** Plays a document against a reference server of its own, or against one that is there. */
export async function play(name: string, text: string, url?: string): Promise<PlayedDocument> {
  const server = url === undefined ? createReferenceServer() : null;
  const origin = url ?? (await server?.listen())?.url ?? '';
  const wire = openWire({
    origin,
    auth: 'query',
    deadline: 20_000,
    patience: 0,
    connections: 1,
    signal: new AbortController().signal,
  });
  const fresh = Math.random().toString(36).slice(2, 8);
  const played = await playDocument(judge(name, text), { send: wire.send, rules, fresh });
  await wire.close();
  await server?.close();
  return played;
}

/** The document with the responses that the target sent. */
export const update = (played: PlayedDocument): string =>
  edited(played.document.text, editsOf(played));

/** What playing found. */
export const playedFindings = ({ examples }: PlayedDocument): readonly Finding[] =>
  examples.flatMap(({ findings }) =>
    findings.filter(({ rule }) => /^played-|^refused$|^not-played$/.test(rule)),
  );
