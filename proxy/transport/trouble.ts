import { codeOf, localTrouble, type Obstacle } from '../../harness/wire/obstacle.ts';
import { obstacleOfAnswer, obstacleOfConnection } from '../../harness/wire/obstacle.ts';

/** Why the proxy answered by itself, in place of the target. */
export type TroubleKind =
  | Obstacle
  /** The target was silent for too long. */
  | 'timeout'
  /** This machine cannot open a connection. */
  | 'local'
  /** The request is not one that the proxy passes on. */
  | 'refused-by-proxy'
  /** The request or the answer violates a requirement, and --strict is given. */
  | 'violation';

/** What the proxy says in place of the target. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly status: number;
  /** A whole sentence for a person. */
  readonly sentence: string;
  /** What --strict found, for programs. */
  readonly violations?: readonly Violation[];
}

/** A requirement that an exchange violates. */
export interface Violation {
  readonly side: 'client' | 'server';
  readonly requirement: string;
  readonly grade: string;
  readonly sentence: string;
}

/** Describes an obstacle between the proxy and the target. */
export type Describe = (obstacle: Obstacle, detail: string) => string;

/**
 * Says why a request has no answer of the target.
 * @param connected whether there was a connection before the error
 */
export function troubleOf(error: unknown, connected: boolean, describe: Describe): Trouble {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message || code : String(error);
  if (localTrouble.has(code)) {
    const sentence = `This machine cannot open a connection to the target (${code}).`;
    return { kind: 'local', status: 502, sentence };
  }
  const kind = /wrong version number|packet length too long|http request/.test(detail)
    ? 'not-tls'
    : obstacleOf(code, connected);
  return { kind, status: 502, sentence: describe(kind, detail) };
}

function obstacleOf(code: string, connected: boolean): Obstacle {
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'closed';
  // What TLS refuses is an error before the connection is there.
  if (connected || /^(?:CERT|DEPTH|SELF|UNABLE|ERR_|EPROTO|HPE)/.test(code))
    return obstacleOfAnswer(code);
  return obstacleOfConnection(code);
}

/** The trouble of a target that is silent. @param milliseconds how long it was waited for */
export const silence = (milliseconds: number): Trouble => ({
  kind: 'timeout',
  status: 504,
  sentence: `The target said nothing for ${milliseconds / 1000} s; --timeout sets how long it may be silent.`,
});
