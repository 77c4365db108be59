import type { Captured } from '../harness/run/outcome.ts';
import { plain } from './plain.ts';
import type { ReportTarget } from './report.ts';

/** A longer path or body makes a command that nobody can paste. */
const longest = 2000;

/** A token that no server ever issued, for requests that were sent with such a token. */
const unknownToken = 'never-issued';

/**
 * A command that sends the request of an exchange again. The token is a variable in double quotes and everything else
 * is in single quotes, so that the shell evaluates nothing that came from a server.
 * @param variable the name of the variable
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
 * Commands that send the requests of a whole case again, one after the other, with a variable for the token of each
 * user. Ids are those of the run; the target will give other ids when it is asked again.
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

/** The variable that holds the token of a user: `TOKEN_OWNER`. */
const tokenOf = (actor: string): string =>
  `TOKEN_${actor.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`;

const tooLong = (text: string): string =>
  `# ${text.length} characters: take them from the JSON report`;

const dataOf = (body: string): string =>
  body.length > longest
    ? `--data-binary @body.json ${tooLong(body)}`
    : `--data-binary ${quoted(body)}`;

/** A text as one word of a POSIX shell, safe to print: characters that a terminal obeys are escaped as in JSON. */
export function quoted(text: string): string {
  const visible = text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return /^[\w@%+=:,./-]+$/.test(visible)
    ? visible
    : `'${visible.replaceAll("'", String.raw`'\''`)}'`;
}
