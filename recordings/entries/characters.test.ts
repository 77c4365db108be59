import { describe, expect, it } from 'vitest';
import { bytesOfText } from './characters.ts';
import { readAnyEntry } from './read.ts';
import { harEntry, request, response } from '../testing/har.ts';

const utf8 = (text: string): Uint8Array => Buffer.from(text);
/** How a recorder writes UTF-8 that it takes for windows-1252. */
const misread = (text: string): string => new TextDecoder('windows-1252').decode(utf8(text));
const told = (size: number | null, isRefused = false) => ({ sizes: [null, size], isRefused });

describe('a text that a recorder wrote', () => {
  it.each([
    ['in ASCII', 'tea', told(7)],
    ['beyond Latin-1', '日本 🎉', told(null, true)],
    ['in Latin-1, of as many bytes as were sent', 'Café', told(5, true)],
    ['in Latin-1, of a request that was not refused', 'Café', told(null)],
    ['that looks like a misread one, of as many bytes as were sent', 'Ã©', told(4)],
  ])('%s is itself', (_, text, known) => {
    expect(bytesOfText(text, known)).toEqual(utf8(text));
  });

  it.each([
    ['in which bytes were replaced', 'Caf\ufffd', told(null)],
    ['in which bytes are halves of surrogate pairs', 'Caf\udce9', told(null)],
    ['that may have been sent in Latin-1, which was refused', 'Café', told(null, true)],
    ['that may have been sent in Latin-1, by its size', 'Café', told(4, true)],
    ['that may be UTF-8 which was misread', misread('Café 日本'), told(null)],
  ])('%s is not known', (_, text, known) => {
    expect(bytesOfText(text, known)).toBe(null);
  });

  it('that is UTF-8 which was misread is known by its size', () => {
    expect(bytesOfText(misread('Café 日本'), told(12))).toEqual(new Uint8Array(utf8('Café 日本')));
  });
});

it('a refused body whose encoding is not known is unknown in every format', () => {
  const body = '{"topic":"Café"}';
  const context = { origin: 'https://hs', group: 'case' };
  const path = '/_matrix/client/api/v1/rooms/!r%3Ahs/state/m.room.topic';
  const bodies = (status: number) =>
    [
      harEntry({
        request: request({ method: 'PUT', bodySize: -1, postData: { text: body } }),
        response: response({ status }),
      }),
      { method: 'PUT', path, actor: 'owner', contentType: 'application/json', body, status },
      {
        request: { method: 'PUT', path, query: [], headers: {}, body: JSON.parse(body) },
        response: { status, headers: {}, body: {} },
        ending: 'answered',
      },
    ].map((entry) => {
      const { read } = readAnyEntry(entry, null, context);
      return read.kind === 'exchange' ? read.exchange.request.body : read;
    });
  expect(bodies(400)).toEqual([null, null, null]);
  expect(bodies(200).map(String)).toEqual([body, body, body]);
});
