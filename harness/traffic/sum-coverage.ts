import type { TrafficCoverage } from './judge-traffic.ts';

/** What several judges of one declaration saw touched, as if one had seen it. */
export function sumCoverage(a: TrafficCoverage, b: TrafficCoverage): TrafficCoverage {
  const cells = new Map(a.transitions.map((one) => [one.cell, one]));
  for (const one of b.transitions) {
    const times = (cells.get(one.cell)?.times ?? 0) + one.times;
    cells.set(one.cell, { ...one, times });
  }
  return {
    operations: a.operations.map((one, i) => {
      const other = b.operations[i];
      if (other === undefined) return one;
      return {
        operation: one.operation,
        requests: one.requests + other.requests,
        succeeded: one.succeeded + other.succeeded,
        refused: one.refused + other.refused,
        unanswered: one.unanswered + other.unanswered,
      };
    }),
    errors: a.errors.map((one, i) => ({ ...one, times: one.times + (b.errors[i]?.times ?? 0) })),
    transitions: [...cells.values()],
    allTransitions: a.allTransitions,
    models: a.models.map((one, i) => ({ ...one, times: one.times + (b.models[i]?.times ?? 0) })),
  };
}
