/**
 * A refusal on its way to the client: the only error that rules throw on purpose. Any other error is
 * a bug of this server and is answered with 500.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly errcode: string;
  /** Further keys of the error object, such as the flows of an unfinished registration. */
  readonly more: Readonly<Record<string, unknown>>;
  /** The methods of the path, where the method is what was wrong. */
  readonly allowed: readonly string[] | undefined;

  constructor(
    status: number,
    errcode: string,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
    allowed?: readonly string[],
  ) {
    super(message);
    this.status = status;
    this.errcode = errcode;
    this.more = more;
    this.allowed = allowed;
  }
}

/** The body is not JSON (CREATE-10, SEND-11). */
export function notJson(message: string): ApiError {
  return new ApiError(400, 'M_NOT_JSON', message);
}

/** The body is JSON, but not what this operation accepts. */
export function badJson(message: string): ApiError {
  return new ApiError(400, 'M_BAD_JSON', message);
}

/** A required key is missing (SMEM-09, INV-10, BAN-11). */
export function missing(message: string): ApiError {
  return new ApiError(400, 'M_MISSING_PARAM', message);
}

/** A value has the right type and the wrong form: an id without a colon, a limit of `abc`. */
export function invalid(message: string): ApiError {
  return new ApiError(400, 'M_INVALID_PARAM', message);
}

/** The caller may not do this (CONV-06 asks for M_FORBIDDEN). */
export function forbidden(message: string): ApiError {
  return new ApiError(403, 'M_FORBIDDEN', message);
}

export function notFound(message: string): ApiError {
  return new ApiError(404, 'M_NOT_FOUND', message);
}

/** No such path; CONV-15. */
export function unrecognizedPath(): ApiError {
  return new ApiError(404, 'M_UNRECOGNIZED', 'Unrecognized request');
}

/** No such method on this path; CONV-15. @param allowed the methods that it has (RFC 9110, 15.5.6) */
export function unrecognizedMethod(allowed: readonly string[]): ApiError {
  return new ApiError(405, 'M_UNRECOGNIZED', 'Unrecognized method', {}, allowed);
}

/** Any error that is not an ApiError is a bug of this server. The client is told so, without details. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError(500, 'M_UNKNOWN', 'Internal server error.');
}
