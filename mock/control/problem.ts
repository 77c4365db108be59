/** An error of the control API, in the form of RFC 9457 (application/problem+json). */
export interface Problem {
  readonly status: number;
  readonly title: string;
  /** One or more sentences: what is wrong, and what to do. */
  readonly detail: string;
  /** The methods that the endpoint takes, where the method is what was wrong; also in the header Allow (RFC 9110, 15.5.6). */
  readonly allowed?: readonly string[];
  /** What is wrong with a document, one by one. */
  readonly problems?: readonly {
    readonly pointer: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly message: string;
  }[];
}

/** An error on its way to the caller of the control API. */
export class ControlError extends Error {
  readonly problem: Problem;

  constructor(
    status: number,
    title: string,
    detail: string,
    more: Pick<Problem, 'allowed' | 'problems'> = {},
  ) {
    super(detail);
    this.problem = { status, title, detail, ...more };
  }
}
