/** Of each token: (operation, path, txnId) → the answer, or the execution that will give it. */
export type Transactions<Answer> = Map<string, Map<string, Promise<Answer>>>;

/** How many answers are remembered per token; the oldest are forgotten first. */
const remembered = 1000;

/**
 * Runs a request that carries a txnId, once: a repetition gets the first answer (SEND-06), whatever its
 * body says, and one that arrives while the first is still running waits for it (CONV-22). A failure
 * is not remembered, so that the same txnId can be tried again with a better body (CONV-21).
 *
 * @param token the access token: equal txnIds of different tokens are different (MSG-07).
 * @param key the request without its token and body.
 */
export function runOnce<Answer>(
  transactions: Transactions<Answer>,
  token: string,
  key: string,
  perform: () => Promise<Answer>,
): Promise<Answer> {
  const answers = transactions.get(token) ?? new Map<string, Promise<Answer>>();
  transactions.set(token, answers);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = perform();
  answers.set(key, answer);
  forgetOldest(answers);
  answer.catch(() => {
    if (answers.get(key) === answer) answers.delete(key);
  });
  return answer;
}

function forgetOldest(answers: Map<string, unknown>): void {
  if (answers.size <= remembered) return;
  const oldest = answers.keys().next();
  if (oldest.done !== true) answers.delete(oldest.value);
}

/**
 * @returns the identity of a request, without its token and body. The path counts as decoded: `!` and
 *   `%21` name one room.
 */
export function transactionKey(
  operation: string,
  segments: readonly string[],
  txnId: string,
): string {
  return JSON.stringify([operation, ...segments, txnId]);
}
