import type { ClientRegister } from '../document/client-requirements.ts';
import type { Declaration } from '../document/declaration.ts';
import type { ClientRequirementId, Nickname } from '../document/ids.ts';
import { type DocumentedError, documentedErrors } from './documented-errors.ts';
import type { ClientFinding } from './finding.ts';

/** An exchange that shows a finding: without secrets, long bodies cut. */
export interface ObservedExchange {
  /** Who sent it, by a name. */
  readonly user: string;
  readonly operation: Nickname | null;
  readonly method: string;
  /** Path and query as sent, without the access token. */
  readonly path: string;
  readonly token: 'none' | 'own' | 'unknown';
  readonly contentType: string | null;
  readonly body: string | null;
  /** Null where no whole answer was given; `detail` then says why. */
  readonly status: number | null;
  readonly detail: string | null;
  /** The room that it is about, by its id; null for none. */
  readonly room: string | null;
  readonly answerType: string | null;
  readonly answer: string | null;
  /** Milliseconds since 1970, and until the answer was handed over. */
  readonly at: number;
  readonly ms: number;
}

/** One way in which a client violated a requirement. */
export interface ObservedViolation {
  readonly operation: Nickname | null;
  /** What the judge said of the first request that violated it so. */
  readonly what: string;
  /** Where it stands in a recording; left out where nothing was recorded. */
  readonly where?: string;
  /** The last one is the request itself; those before it led to it. */
  readonly exchanges: readonly ObservedExchange[];
}

/** What the requests of a client showed about a requirement. */
export interface ObservedRequirement {
  /** How many requests were bound by it and met it, and how many violated it. */
  readonly met: number;
  readonly violated: number;
  readonly violations: readonly ObservedViolation[];
}

/** How the requests of an operation ended. */
export interface ObservedOperation {
  readonly operation: Nickname;
  readonly requests: number;
  readonly succeeded: number;
  /** Answered with a status of 400 or more. */
  readonly refused: number;
  /** Not answered, or not in whole. */
  readonly unanswered: number;
}

/** A documented error, and how often the client got it. */
export interface ObservedError extends DocumentedError {
  readonly times: number;
}

/** What was seen of a client. */
export interface Observations {
  readonly requests: number;
  /** Every requirement that requests can show. */
  readonly requirements: ReadonlyMap<ClientRequirementId, ObservedRequirement>;
  /** Every operation of the declaration, in its order. */
  readonly operations: readonly ObservedOperation[];
  /** Every documented error, in the order of the declaration. */
  readonly errors: readonly ObservedError[];
}

/** A request that has come to its end, as it is counted. */
export interface Observed {
  readonly operation: Nickname | null;
  /** The requirements that it met. */
  readonly met: readonly ClientRequirementId[];
  readonly findings: readonly ClientFinding[];
  /** Null where no whole answer was given. */
  readonly status: number | null;
  /** The JSON of request and answer, read only where it is asked for. */
  readonly asked: () => unknown;
  readonly answer: () => unknown;
  /**
   * The exchange for a report, made only where it is kept.
   * @param led whether those that led to it come before it
   */
  readonly exchanges: (led: boolean) => readonly ObservedExchange[];
}

/** Counts what the requests of a client show. It keeps a few examples and no request besides. */
export interface Observer {
  readonly add: (request: Observed) => void;
  readonly result: () => Observations;
}

/** Ways to violate one requirement that are kept. */
const mostWays = 5;

/** Makes an observer that has seen nothing. */
export function createObserver(declaration: Declaration, register: ClientRegister): Observer {
  const errors = documentedErrors(declaration);
  const erring = new Set(errors.all.map(({ operation }) => operation));
  const times = new Map<DocumentedError, number>();
  const operations = new Map(
    declaration.operations.map(({ nickname }) => [nickname, createOperation(nickname)]),
  );
  const requirements = new Map(
    [...register.values()]
      .filter(({ shownBy }) => shownBy !== 'driver')
      .map(({ id }) => [id, observeRequirement()]),
  );
  // A violation may be shown by a request together with earlier ones.
  const led = (id: ClientRequirementId): boolean => register.get(id)?.shownBy === 'history';
  let requests = 0;

  const addError = (request: Observed): void => {
    const { operation, status } = request;
    if (operation === null || status === null || status < 400 || !erring.has(operation)) return;
    const asked = request.asked();
    const found = errors.find({ operation, asked, status, answer: request.answer() });
    if (found !== null) times.set(found, (times.get(found) ?? 0) + 1);
  };

  return {
    add(request) {
      requests += 1;
      const { operation, met, findings, status } = request;
      if (operation !== null) operations.get(operation)?.add(status);
      for (const id of met) requirements.get(id)?.meet();
      addError(request);
      const violated = new Set<ClientRequirementId>();
      for (const finding of findings) {
        const { requirement, what } = finding;
        const exchanges = () => request.exchanges(led(requirement));
        requirements
          .get(requirement)
          ?.violate({ operation, what, exchanges }, !violated.has(requirement));
        violated.add(requirement);
      }
    },
    result: () => ({
      requests,
      requirements: new Map([...requirements].map(([id, { result }]) => [id, result()])),
      operations: [...operations.values()].map(({ result }) => result()),
      errors: errors.all.map((error) => ({ ...error, times: times.get(error) ?? 0 })),
    }),
  };
}

function createOperation(operation: Nickname) {
  let [succeeded, refused, unanswered] = [0, 0, 0];
  return {
    add(status: number | null): void {
      if (status === null) unanswered += 1;
      else if (status >= 400) refused += 1;
      else succeeded += 1;
    },
    result: (): ObservedOperation => ({
      operation,
      requests: succeeded + refused + unanswered,
      succeeded,
      refused,
      unanswered,
    }),
  };
}

/** One way to violate a requirement, as it is found. */
interface Way {
  readonly operation: Nickname | null;
  readonly what: string;
  readonly where?: string;
  /** Made only where they are kept. */
  readonly exchanges: () => readonly ObservedExchange[];
}

/** Counts how a requirement was met and violated, and keeps a few ways in which it was violated. */
export function observeRequirement() {
  let [met, violated] = [0, 0];
  const ways = new Map<string, ObservedViolation>();
  return {
    meet(): void {
      met += 1;
    },
    /** @param counts whether this is the first finding of the request about the requirement */
    violate({ exchanges, ...way }: Way, counts: boolean): void {
      if (counts) violated += 1;
      const key = `${way.operation ?? ''} ${shapeOf(way.what)}`;
      if (!ways.has(key) && ways.size < mostWays) ways.set(key, { ...way, exchanges: exchanges() });
    },
    result: (): ObservedRequirement => ({
      met,
      violated,
      violations: [...ways.values()],
    }),
  };
}

/** A finding without what differs from request to request: quoted texts, ids, numbers, and what a client sent. */
const shapeOf = (what: string): string =>
  what.replace(/It begins: .*$/s, '').replaceAll(/"[^"]*"|[@!#$][^\s.]+|\S{24,}|\d+/g, '*');
