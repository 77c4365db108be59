import type { Declaration } from '../document/declaration.ts';
import type { Nickname } from '../document/ids.ts';
import { type CellEntry, allCells } from '../model/cells.ts';
import { documentedErrors } from './documented-errors.ts';
import type { Answered, Asked } from './state/happened.ts';
import type { ObservedError, ObservedOperation } from './observations.ts';

/** A transition of memberships, and how often the traffic asked for it. */
export interface ObservedCell {
  /** The name of the cell in the membership table. */
  readonly cell: string;
  readonly owed: CellEntry['owed'];
  readonly times: number;
}

/** What of the declaration the traffic touched. */
export interface TrafficCoverage {
  /** Every operation of the declaration, in its order. */
  readonly operations: readonly ObservedOperation[];
  /** Every documented error, in the order of the declaration. */
  readonly errors: readonly ObservedError[];
  /** The transitions that were asked for where everything that decides about them was known. */
  readonly transitions: readonly ObservedCell[];
  /** How many transitions the table has. */
  readonly allTransitions: number;
  /** The models of the declaration, and how often a body that is of one was sent or answered with success. */
  readonly models: readonly { readonly model: string; readonly times: number }[];
}

/** Counts what traffic touches. */
export interface Coverage {
  add(asked: Asked, answered: Answered | null): void;
  /** @param cell the place of a transition in the table */
  reach(cell: number): void;
  result(): TrafficCoverage;
}

/** Starts with nothing touched. */
export function createCoverage(declaration: Declaration): Coverage {
  const errors = documentedErrors(declaration);
  const times = new Map<string, number>();
  const models = new Map([...declaration.models.keys()].map((id) => [id, 0]));
  const cells = new Map<number, number>();
  const operations = new Map(
    declaration.operations.map(({ nickname }) => [
      nickname,
      { requests: 0, succeeded: 0, refused: 0, unanswered: 0 },
    ]),
  );
  const within = new Map<string, readonly string[]>();
  const modelsIn = (model: string, seen: readonly string[] = []): readonly string[] => {
    if (seen.includes(model) || !declaration.models.has(model)) return [];
    const inner = (declaration.models.get(model)?.properties ?? []).flatMap((property) =>
      property.model === null ? [] : modelsIn(property.model, [...seen, model]),
    );
    return [model, ...inner];
  };
  const touch = (model: string): void => {
    const all = within.get(model) ?? [...new Set(modelsIn(model))];
    within.set(model, all);
    for (const one of all) models.set(one, (models.get(one) ?? 0) + 1);
  };
  const keyOf = (operation: Nickname, code: number, message: string): string =>
    `${operation} ${code} ${message}`;

  return {
    add({ operation, body }, answered) {
      if (operation === null) return;
      const counts = operations.get(operation.nickname);
      if (counts === undefined) return;
      counts.requests += 1;
      if (answered === null) counts.unanswered += 1;
      else if (answered.status >= 400) counts.refused += 1;
      else counts.succeeded += 1;
      if (answered === null) return;
      if (answered.status >= 400) {
        const { nickname } = operation;
        const { status, json } = answered;
        const found = errors.find({ operation: nickname, asked: body, status, answer: json });
        if (found === null) return;
        const key = keyOf(found.operation, found.code, found.message);
        times.set(key, (times.get(key) ?? 0) + 1);
        return;
      }
      const sent = operation.parameters.find((p) => p.in === 'body');
      if (sent !== undefined && body !== undefined) touch(sent.type);
      if (operation.success.kind !== 'void') touch(operation.success.model);
    },
    reach: (cell) => void cells.set(cell, (cells.get(cell) ?? 0) + 1),
    result: () => ({
      operations: [...operations].map(([operation, counts]) => ({ operation, ...counts })),
      errors: errors.all.map((error) => ({
        ...error,
        times: times.get(keyOf(error.operation, error.code, error.message)) ?? 0,
      })),
      transitions: allCells.flatMap(({ name, owed }, cell) => {
        const reached = cells.get(cell);
        return reached === undefined ? [] : [{ cell: name, owed, times: reached }];
      }),
      allTransitions: allCells.length,
      models: [...models].map(([model, count]) => ({ model, times: count })),
    }),
  };
}
