import type { JournalEntry } from './show.ts';

/** The journal in the form of HAR 1.2, which browsers and many tools read. */
export function toHar(entries: readonly JournalEntry[], origin: string, version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'matrix-rooms-conformance', version },
      entries: entries.map((entry) => harEntry(entry, origin)),
    },
  };
}

const pairs = (headers: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

function harEntry(entry: JournalEntry, origin: string): object {
  const { request, response, time, ms, operation, user, rule, findings } = entry;
  const query = new URLSearchParams(request.query.map(([name, value]) => [name, value])).toString();
  const body = request.body === null ? null : textOf(request.body);
  return {
    startedDateTime: time,
    time: ms ?? 0,
    request: {
      method: request.method,
      url: `${origin}${request.path}${query === '' ? '' : `?${query}`}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(request.headers),
      queryString: request.query.map(([name, value]) => ({ name, value })),
      ...(body === null
        ? {}
        : { postData: { mimeType: request.headers['content-type'] ?? '', text: body } }),
      headersSize: -1,
      // What is shown of it may have been sent in another encoding than UTF-8.
      bodySize: body === null ? 0 : /[^\0-\x7f]/.test(body) ? -1 : Buffer.byteLength(body),
    },
    response: harResponse(response),
    cache: {},
    timings: { send: 0, wait: ms ?? 0, receive: 0 },
    _operation: operation,
    _user: user,
    _rule: rule,
    _findings: findings,
  };
}

function harResponse(response: JournalEntry['response']): object {
  const body = response === null || response.body === null ? '' : textOf(response.body);
  const size = Buffer.byteLength(body);
  return {
    status: response?.status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: response === null ? [] : pairs(response.headers),
    content: { size, mimeType: response?.headers['content-type'] ?? '', text: body },
    redirectURL: response?.headers['location'] ?? '',
    headersSize: -1,
    bodySize: size,
  };
}
