import { describe, expect, it } from 'vitest';
import { isByGateway } from './gateway.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/json' };
const error = '{"errcode":"M_FORBIDDEN","error":"No."}';

type Given = readonly [status: number, headers: Readonly<Record<string, string>>, body: string];
const said = ([status, headers, body]: Given): boolean =>
  isByGateway({ status, headers, body, at: 0 });

describe('an answer that may be a gateway’s', () => {
  it.each<Given>([
    [502, json, error],
    [504, {}, ''],
    [500, html, '<h1>Oops</h1>'],
    [403, html, '<html><center><h1>403 Forbidden</h1></center><center>nginx/1.25</center>'],
    [403, { ...html, server: 'cloudflare' }, '<!DOCTYPE html><title>Just a moment</title>'],
    [404, { ...html, server: 'nginx' }, '<html>Cannot GET /</html>'],
    [413, { ...html, via: '1.1 varnish' }, ''],
    [429, { ...json, server: 'cloudflare' }, '{"message":"Too many requests"}'],
    [403, { ...json, 'x-amzn-requestid': '1' }, '{"message":"Forbidden"}'],
    [404, { 'content-type': 'text/plain' }, '404 page not found\n'],
    [200, { ...html, server: 'nginx' }, '<!doctype html><div id="root"></div>'],
    [404, { server: 'nginx' }, ''],
  ])('%i %j %s', (...given) => expect(said(given)).toBe(true));
});

describe('an answer of the server', () => {
  it.each<Given>([
    [403, { ...json, server: 'nginx' }, error],
    [403, { ...html, server: 'nginx' }, error],
    [200, { ...json, server: 'cloudflare' }, '{"message":"hello"}'],
    [200, { 'content-type': 'text/html' }, '{"room_id":"!r:h"}'],
    [200, { ...json, server: 'nginx' }, ''],
    [404, html, '<html><body><h1>Not found</h1></body></html>'],
    [400, json, '{"message":"Bad"}'],
    [500, json, error],
    [404, json, ''],
    [403, { 'content-type': 'text/plain' }, 'No.'],
  ])('%i %j %s', (...given) => expect(said(given)).toBe(false));

  it('without a known body is not a gateway’s', () => {
    expect(isByGateway({ status: 403, headers: {}, body: null, at: 0 })).toBe(false);
  });
});
