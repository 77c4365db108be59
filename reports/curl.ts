import type { Captured } from '../harness/run/outcome.ts';
import type { ReportTarget } from './report.ts';

/** A path or body longer than this is no command to paste. */
const longest = 2000;

/** A token that no server ever gave out, for requests that were sent with such a one. */
const unknownToken = 'never-given-out';

/**
 * A command that sends an exchange's request again. The token stands as `$TOKEN`, in double quotes, and all
 * else in single ones: nothing that came from a server is read by the shell.
 */
export function curl(exchange: Captured, target: ReportTarget): string {
  const { token } = exchange;
  if (exchange.path.length > longest) return tooLong(exchange.path);
  const inQuery = target.auth === 'query' && token !== 'none';
  const url = `${target.origin}${exchange.path}`;
  const glue = exchange.path.includes('?') ? '&' : '?';
  const value = token === 'own' ? '"$TOKEN"' : quoted(unknownToken);
  const header = target.auth === 'header' && token !== 'none';
  const parts = [
    'curl -i',
    ...(exchange.method === 'GET' ? [] : [`-X ${quoted(exchange.method)}`]),
    inQuery ? `${quoted(`${url}${glue}access_token=`)}${value}` : quoted(url),
    ...(header ? [`-H "Authorization: Bearer "${value}`] : []),
    ...(exchange.contentType === null
      ? []
      : [`-H ${quoted(`Content-Type: ${exchange.contentType}`)}`]),
    ...(exchange.body === null ? [] : [dataOf(exchange.body)]),
  ];
  return parts.join(' ');
}

const tooLong = (text: string): string =>
  `# ${text.length} characters: take them from the JSON report`;

const dataOf = (body: string): string =>
  body.length > longest
    ? `--data-binary @body.json ${tooLong(body)}`
    : `--data-binary ${quoted(body)}`;

/** A text as one word of a POSIX shell, safe to print: what a terminal would obey is written as in JSON. */
export function quoted(text: string): string {
  const visible = text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return /^[\w@%+=:,./-]+$/.test(visible)
    ? visible
    : `'${visible.replaceAll("'", String.raw`'\''`)}'`;
}
