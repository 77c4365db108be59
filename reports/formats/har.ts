import type { Captured } from '../../harness/run/outcome.ts';
import { inertJson } from '../plain.ts';
import type { Report, ReportOutcome } from '../report.ts';
import { shortReason, wellFormed } from './outcomes.ts';

/**
 * Every exchange of the report as an HTTP archive, HAR 1.2, with a page for each case. The report holds no tokens, so
 * this does not either; a comment says how each request carried its token.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function har(report: Report): string {
  const shown = report.outcomes.filter(({ exchanges }) => exchanges.length > 0);
  const log = {
    version: '1.2',
    creator: { name: 'rooms-conformance', version: report.versions.tool },
    pages: shown.map((outcome) => ({
      startedDateTime: report.started,
      id: outcome.case,
      title: `${outcome.case}: ${outcome.verdict}`,
      pageTimings: {},
      comment: [outcome.title, shortReason(outcome)].filter((text) => text !== '').join(' · '),
    })),
    entries: shown.flatMap((outcome) =>
      outcome.exchanges.map((exchange) => entryOf(exchange, outcome, report)),
    ),
    comment:
      'Times are relative to the beginning of their case. When a case began is not recorded, so every page begins with the run. ' +
      'Requests of cases that passed are here only if the run kept them.',
  };
  return `${inertJson(wellFormed(JSON.stringify({ log }, null, 1)))}\n`;
}

function entryOf(exchange: Captured, outcome: ReportOutcome, report: Report): object {
  const { step, actor, operation, token, at, ms } = exchange;
  return {
    pageref: outcome.case,
    startedDateTime: new Date(Date.parse(report.started) + at).toISOString(),
    time: ms,
    request: requestOf(exchange, report.target.origin),
    response: responseOf(exchange),
    cache: {},
    timings: { send: 0, wait: ms, receive: 0, comment: 'only the total time was measured' },
    comment: `${outcome.case}, step ${step}, ${actor}, ${operation ?? 'no operation'}, ${tokens[token]}`,
  };
}

const tokens: Readonly<Record<Captured['token'], string>> = {
  own: 'with the token of the user',
  none: 'without a token',
  unknown: 'with a token that the server never issued',
};

function requestOf({ method, path, contentType, body }: Captured, origin: string): object {
  const query = path.includes('?') ? path.slice(path.indexOf('?') + 1) : '';
  return {
    method,
    url: origin + path,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: contentType === null ? [] : [{ name: 'content-type', value: contentType }],
    queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
    ...(body === null
      ? {}
      : { postData: { mimeType: contentType ?? '', text: body, ...aboutCut(body) } }),
    headersSize: -1,
    bodySize: body === null ? 0 : sentSizeOf(body),
  };
}

/** A missing answer has status 0, as in browsers. */
function responseOf({ status, detail, answerType, answer }: Captured): object {
  const text = answer ?? '';
  return {
    status: status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: answerType === null ? [] : [{ name: 'content-type', value: answerType }],
    content: {
      size: sizeOf(text),
      mimeType: answerType ?? '',
      text,
      ...aboutCut(text),
    },
    redirectURL: '',
    headersSize: -1,
    bodySize: sizeOf(text),
    ...(status === null ? { comment: `no complete answer: ${detail ?? ''}` } : {}),
  };
}

/** The number of characters that a text had before it was cut for the report; null if it was not cut. */
const wasCut = (text: string): string | null => /… \((\d+) characters\)$/.exec(text)?.[1] ?? null;

const aboutCut = (text: string): object => {
  const whole = wasCut(text);
  return whole === null ? {} : { comment: `cut in the report; it had ${whole} characters` };
};

/** Bytes; -1 (unknown) where it may have been sent in another encoding than UTF-8. */
const sentSizeOf = (text: string): number => (/[^\0-\x7f]/.test(text) ? -1 : sizeOf(text));

/** Bytes; -1 (unknown) if the text was cut. */
const sizeOf = (text: string): number =>
  wasCut(text) === null ? new TextEncoder().encode(text).length : -1;
