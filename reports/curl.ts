import type { Captured } from '../harness/run/outcome.ts';
import { plain } from './plain.ts';
import type { ReportTarget } from './report.ts';

/** A path or body longer than this is no command to paste. */
const longest = 2000;

/** A token that no server ever gave out, for requests that were sent with such a one. */
const unknownToken = 'never-given-out';

/**
 * A command that sends an exchange's request again. The token stands as a variable, in double quotes, and all
 * else in single ones: nothing that came from a server is read by the shell.
 * @param variable the name of that variable
 */
export function curl(exchange: Captured, target: ReportTarget, variable = 'TOKEN'): string {
  const { token } = exchange;
  if (exchange.path.length > longest) return tooLong(exchange.path);
  const inQuery = target.auth === 'query' && token !== 'none';
  const url = `${target.origin}${exchange.path}`;
  const glue = exchange.path.includes('?') ? '&' : '?';
  const value = token === 'own' ? `"$${variable}"` : quoted(unknownToken);
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

/**
 * Commands that send the requests of a whole case again, one after the other, each actor's token as a variable of
 * its own. Ids stand as they were; a target that is asked anew gives others.
 */
export function curlAll(exchanges: readonly Captured[], target: ReportTarget): string {
  const own = exchanges.filter(({ token }) => token === 'own').map(({ actor }) => actor);
  const tokens = [...new Set(own)].map((actor) => `${tokenOf(actor)}=''`);
  const commands = exchanges.map((exchange) => {
    const { step, actor, status } = exchange;
    const word = `# ${step + 1}  ${plain(actor, 40)}, answered ${status ?? 'nothing'}`;
    return `${word}\n${curl(exchange, target, tokenOf(actor))}`;
  });
  return [...(tokens.length === 0 ? [] : [tokens.join('\n')]), ...commands].join('\n\n');
}

/** The variable that holds an actor's token: `TOKEN_OWNER`. */
const tokenOf = (actor: string): string =>
  `TOKEN_${actor.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`;

const tooLong = (text: string): string =>
  `# ${text.length} characters: take them from the JSON report`;

const dataOf = (body: string): string =>
  body.length > longest
    ? `--data-binary @body.json ${tooLong(body)}`
    : `--data-binary ${quoted(body)}`;

/** A text as one word of a POSIX shell, safe to print: what a terminal would obey is written as in JSON. */
export function quoted(text: string): string {
  const visible = text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return /^[\w@%+=:,./-]+$/.test(visible)
    ? visible
    : `'${visible.replaceAll("'", String.raw`'\''`)}'`;
}
