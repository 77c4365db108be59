/** The address of a request, taken apart. */
export interface Address {
  readonly protocol: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query as sent. */
  readonly target: string;
}

/** Takes an absolute address apart without changing its path; null where it is none. */
export function readAddress(text: string): Address | null {
  const [, before = '', path = ''] =
    /^\s*([a-z][a-z0-9+.-]*:\/\/[^/?#\s]*)([^#\s]*)/i.exec(text) ?? [];
  if (before === '') {
    return URL.canParse(text) ? { protocol: new URL(text).protocol, origin: '', target: '' } : null;
  }
  if (!URL.canParse(before)) return null;
  const { protocol, host } = new URL(before);
  const target = path.startsWith('/') ? path : `/${path}`;
  return { protocol, origin: `${protocol}//${host}`, target };
}

/** The words by which our own reports say that a text was cut. */
const cutByReport = /(?:… |%E2%80%A6%20)\(\d+(?: |%20)characters\)$/;

/** Whether a text, or a path, ends with the words by which our own reports say that it was cut. */
export const wasCutByReport = (text: string): boolean => cutByReport.test(text);
