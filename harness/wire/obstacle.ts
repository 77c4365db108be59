/** Why a target cannot be asked. */
export type Obstacle =
  | 'refused'
  | 'unknown-host'
  | 'no-route'
  | 'no-connection'
  | 'untrusted-certificate'
  | 'certificate-date'
  | 'certificate-host'
  | 'not-tls'
  | 'tls-failed'
  | 'headers-too-large'
  | 'closed'
  | 'not-http';

/** What stands in the way of a connection. @param code of an error of the system */
export function obstacleOfConnection(code: string): Obstacle {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'unknown-host';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'no-route';
    default:
      return 'no-connection';
  }
}

/** What is wrong with what came over a connection; the codes are those of OpenSSL, Node and undici. */
export function obstacleOfAnswer(code: string): Obstacle {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return 'certificate-date';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'certificate-host';
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_HTTP_REQUEST':
      return 'not-tls';
    case 'UND_ERR_HEADERS_OVERFLOW':
    case 'HPE_HEADER_OVERFLOW':
      return 'headers-too-large';
    default:
      if (/^(DEPTH_ZERO_)?SELF_SIGNED_|^UNABLE_TO_|^CERT_/.test(code)) {
        return 'untrusted-certificate';
      }
      return /^ERR_(SSL|TLS)_|^EPROTO$/.test(code) ? 'tls-failed' : 'not-http';
  }
}

/** What a machine runs out of: nothing that a target did. */
export const localTrouble: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'EADDRNOTAVAIL',
  'ENOBUFS',
  'ENOMEM',
]);

/** The code of whatever a connection threw; '' where it has none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? '' : codeOf(error.cause);
}
