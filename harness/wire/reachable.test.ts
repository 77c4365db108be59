import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { findObstacle } from './reachable.ts';
import { selfSigned } from './testing/certificate.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The host and port of a server. */
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `127.0.0.1:${port}`;
}

const find = async (origin: string) =>
  (await findObstacle(origin, '/', 2000, new AbortController().signal))?.obstacle ?? null;
const http = (headers: Record<string, string> = {}) =>
  createHttpServer((_request, response) => response.writeHead(404, headers).end());
const tcp = (serve: (socket: Socket) => void) =>
  createServer((socket) => serve(socket.on('error', () => {})));

it('an answer of any status is one, and a slow server is there', async () => {
  expect(await find(`http://${await listen(http())}`)).toBeNull();
  expect(await find(`http://${await listen(tcp(() => {}))}`)).toBeNull();
});
it('a port where nobody listens and a host that does not exist are told apart', async () => {
  expect(await find('http://127.0.0.1:1')).toBe('refused');
  expect(await find('http://no-such-host.invalid')).toBe('unknown-host');
});
it('what comes over the connection says what is wrong', async () => {
  const ssh = await listen(tcp((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')));
  expect(await find(`http://${ssh}`)).toBe('not-http');
  expect(await find(`http://${await listen(tcp((socket) => socket.end()))}`)).toBe('closed');
  const large = await listen(http({ 'x-large': 'x'.repeat(20_000) }));
  expect(await find(`http://${large}`)).toBe('headers-too-large');
});
it('the ways in which TLS can fail are told apart', async () => {
  const secure = await listen(
    createHttpsServer(selfSigned, (_request, response) => response.end()),
  );
  expect(await find(`https://${secure}`)).toBe('untrusted-certificate');
  expect(await find(`https://${await listen(http())}`)).toBe('not-tls');
  const alert = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
  expect(await find(`https://${await listen(tcp((socket) => socket.end(alert)))}`)).toBe(
    'tls-failed',
  );
});
