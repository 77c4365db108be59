import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that takes any body, and answers with as many bytes as it is asked for. */
export async function serveLongBodies(): Promise<{ readonly url: string; close(): void }> {
  const piece = Buffer.alloc(256 * 1024, 'x');
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.on('end', () => {
      let left = Number(incoming.headers['x-length'] ?? 0);
      response.writeHead(200, { 'content-length': left });
      const more = (): void => {
        while (left > 0) {
          const next = piece.subarray(0, Math.min(left, piece.length));
          left -= next.length;
          if (!response.write(next)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

/** Sends and receives a body of so many bytes. @returns how many bytes came back */
export function transfer(url: string, length: number): Promise<number> {
  const piece = Buffer.alloc(256 * 1024, 'y');
  return new Promise((resolve, reject) => {
    let received = 0;
    const headers = { 'content-length': length, 'x-length': length };
    const asked = request(`${url}/long`, { method: 'PUT', headers }, (answer) => {
      answer.on('data', (chunk: Buffer) => (received += chunk.length));
      answer.on('end', () => resolve(received));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    let left = length;
    const more = (): void => {
      while (left > 0) {
        const next = piece.subarray(0, Math.min(left, piece.length));
        left -= next.length;
        if (!asked.write(next)) return void asked.once('drain', more);
      }
      asked.end();
    };
    more();
  });
}
