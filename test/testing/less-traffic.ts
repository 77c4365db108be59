import type { Spec } from '../../harness/document/load.ts';
import {
  createTrafficJudge,
  type TrafficAnswer,
  type TrafficFinding,
  type TrafficJudgeOptions,
  type TrafficRequest,
} from '../../harness/traffic/judge-traffic.ts';

/** What a judge of traffic is told, in its order: a request with its number, or the answer to one. */
export type Told =
  | { readonly of: number; readonly request: TrafficRequest }
  | { readonly of: number; readonly answer: TrafficAnswer | null };

/** What a recording may lack of an exchange. */
export const lacks = [
  'nothing',
  'all of it',
  'its answer',
  'its body',
  'the body of its answer',
] as const;

/** What a recording lacks of each exchange. */
export type Lacking = (of: number) => (typeof lacks)[number];

/** The same traffic as a recording shows it that lacks some of it. */
export function lessOf(all: readonly Told[], lacking: Lacking): readonly Told[] {
  return all.flatMap((told): readonly Told[] => {
    const what = lacking(told.of);
    if (what === 'all of it') return [];
    if ('request' in told)
      return [what === 'its body' ? { ...told, request: { ...told.request, body: null } } : told];
    const { answer } = told;
    if (answer === null) return [told];
    if (what === 'its answer')
      return [{ ...told, answer: { status: 0, headers: {}, body: null, at: answer.at } }];
    return [
      what === 'the body of its answer' ? { ...told, answer: { ...answer, body: null } } : told,
    ];
  });
}

/** Judges traffic. @returns each finding with the number of its exchange, as one line */
export function judgeTold(
  spec: Spec,
  all: readonly Told[],
  options: TrafficJudgeOptions,
): ReadonlySet<string> {
  const judge = createTrafficJudge(spec, options);
  const found = new Set<string>();
  const tickets = new Map<number, number>();
  const numbers = new Map<number, number>();
  const note = (findings: readonly TrafficFinding[]): void => {
    for (const { side, requirement, what, ticket } of findings)
      found.add(
        side === 'server'
          ? `server: ${requirement}: ${what}`
          : `client: ${numbers.get(ticket) ?? ''}: ${requirement}`,
      );
  };
  for (const told of all) {
    if ('request' in told) {
      const { ticket, findings } = judge.request(told.request);
      tickets.set(told.of, ticket);
      numbers.set(ticket, told.of);
      note(findings);
    } else {
      const ticket = tickets.get(told.of);
      if (ticket !== undefined) note(judge.answered(ticket, told.answer));
    }
  }
  return found;
}
