import type { OperationName, Parts } from '../../reference-server/index.ts';

/** An answer of the server, before it goes out. */
export interface ServerAnswer {
  /** Undefined where the server has no such operation. */
  readonly operation: OperationName | undefined;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly status: number;
  /** The JSON of its body; undefined where it is none. */
  readonly body: unknown;
}

/** Makes the body of an answer; the body that it is given leaves the answer as it is. */
export type Alter = (answer: ServerAnswer) => unknown;

/** A server whose answers are altered, each after it took effect. */
export const altering =
  (alter: Alter) =>
  ({ onAnswer }: Parts): Partial<Parts> => ({
    onAnswer: async (operation, request, given) => {
      const answer = await onAnswer(operation, request, given);
      const body = jsonOf(String(answer.body));
      const { status } = answer;
      const altered = alter({ operation, query: request.query, status, body });
      return altered === body ? answer : { ...answer, body: JSON.stringify(altered) };
    },
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
