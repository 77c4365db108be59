import type { Declaration } from '../../harness/document/declaration.ts';
import { type Ask, begin, operationsOfRound } from './conversation.ts';

/** What our server answered to a request of the conversation. */
export interface Answered {
  readonly operation: string;
  readonly method: string;
  /** A regular expression of the paths that are answered so. */
  readonly pattern: string;
  readonly body: unknown;
}

const patterns: Readonly<Record<(typeof operationsOfRound)[number], string>> = {
  send_message: '/send/m\\.room\\.message/',
  get_messages: '/messages',
  get_membership: '/state/m\\.room\\.member/',
  set_topic: '/state/m\\.room\\.topic',
  get_topic: '/state/m\\.room\\.topic',
};

/** Has one round of the conversation, and keeps the answers for those who cannot answer by themselves. */
export async function recordAnswers(
  declaration: Declaration,
  ask: Ask,
): Promise<readonly Answered[]> {
  const calls = (await begin(declaration, ask)).round();
  const answers: Answered[] = [];
  for (const [index, operation] of operationsOfRound.entries()) {
    const call = calls[index];
    if (call === undefined) continue;
    const body: unknown = JSON.parse(await ask(call));
    answers.push({ operation, method: call.method, pattern: patterns[operation], body });
  }
  return answers;
}
