import { mediaType } from '../wire/exchange.ts';
import { isObject } from '../document/json.ts';
import type { TrafficAnswer } from './traffic-exchange.ts';

/** Names of gateways, as they stand in headers and on pages of errors. */
const names =
  /nginx|openresty|tengine|cloudflare|cloudfront|akamai|fastly|varnish|haproxy|envoy|traefik|istio|apache|litespeed|\biis\b|microsoft-azure|awselb|amazon|apigateway|google frontend|\bgws\b|big-?ip|imperva|incapsula|sucuri|squid|caddy|kong|zscaler|fortinet|mitmproxy/i;

/** Headers in which gateways name themselves, and headers that only gateways send. */
const namedIn = ['server', 'via', 'x-powered-by', 'x-cache', 'x-served-by'];
const sentByGateways = /^(?:cf-ray|x-amz(?:n|-cf)?-|x-amzn|x-kong-|x-envoy-|x-varnish|x-azure-)/;

/** What a router without a route says in plain text. */
const plainPages = /^\s*(?:404 page not found|no healthy upstream|request forbidden by)/i;

/** Pages that are longer are looked at from their beginning. */
const longest = 4000;

/**
 * Whether an answer may come from a gateway in front of the server, and so says nothing about the server: a page in HTML,
 * or an error that is not one of Matrix, where a gateway names itself; and 502 to 504 (RFC 9110, 15.6).
 */
export function isByGateway({ status, headers, body }: TrafficAnswer): boolean {
  if (status >= 502 && status <= 504) return true;
  if (body === null) return false;
  const text = (typeof body === 'string' ? body : Buffer.from(body).toString('latin1')).slice(
    0,
    longest,
  );
  const isPage = /^\s*<(?:!doctype|html|head|\?xml)/i.test(text) || isHtml(headers);
  if (status >= 500 && isPage) return true;
  if (isPage ? isMatrix(text) : status < 400 || isMatrix(text)) return false;
  if (plainPages.test(text)) return true;
  const named = namedIn.map((name) => headers[name] ?? '').join(' ');
  const isNamed = names.test(named) || Object.keys(headers).some((one) => sentByGateways.test(one));
  return isNamed || (isPage && names.test(text));
}

const isHtml = (headers: TrafficAnswer['headers']): boolean =>
  mediaType({ kind: 'answer', status: 0, headers, body: noBody }) === 'text/html';

const noBody = { bytes: 0, text: '', utf8: true, json: { ok: false } } as const;

/** Whether a text is JSON as servers of Matrix write it. */
function isMatrix(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  if (text.length >= longest) return true;
  try {
    const json: unknown = JSON.parse(text);
    return !isObject(json) || Object.hasOwn(json, 'errcode') || !Object.hasOwn(json, 'message');
  } catch {
    return false;
  }
}
