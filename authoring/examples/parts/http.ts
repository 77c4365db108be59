import { readJson } from '../text/json.ts';
import { type Mapped, slice, spanOf } from '../text/mapped.ts';
import type { Body, Header, Part } from './part.ts';

const requestLine =
  /^(\s*)([A-Z]{3,7})(\s+)((?:https?:\/\/|\/|\$|\{|<|%)\S*)\s*(HTTP\/[\d.]+)?\s*$/;
const statusLine = /^(\s*)(?:HTTP\/[\d.]+\s+|(?:Status|Response)(?:\s+code)?:?\s+)(\d{3})\b/i;
const bareStatus = /^()([1-5]\d\d)\s+[A-Z][A-Za-z' -]*\s*$/;
const headerLine = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*)$/;

/** Whether a text begins like an HTTP message. */
export const isHttp = (text: string): boolean => {
  const line = text.trimStart().split('\n')[0] ?? '';
  return (
    requestLine.test(line) ||
    /^HTTP\/[\d.]+\s+\d{3}/.test(line) ||
    /^>\s+[A-Z]{3,7}\s+\//.test(line)
  );
};

/** A line with its place in the text, without the mark that curl -v puts before it. */
interface Line {
  readonly text: string;
  readonly index: number;
}

/** Reads HTTP messages: as they are sent, as curl prints them, or as authors shorten them. */
export function messagesOf(block: Mapped): readonly Part[] {
  const parts: Part[] = [];
  const lines = linesOf(block.text);
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? { text: '', index: 0 };
    const isStart = requestLine.test(line.text) || statusOf(line.text, parts.length > 0) !== null;
    if (!isStart) {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < lines.length && !startsMessage(lines[end]?.text ?? '', lines[end - 1]?.text ?? ''))
      end += 1;
    parts.push(...messageOf(block, lines.slice(at, end), parts.length > 0));
    at = end;
  }
  return parts;
}

const startsMessage = (line: string, before: string): boolean =>
  requestLine.test(line) ||
  statusLine.test(line) ||
  (bareStatus.test(line) && before.trim() === '');

function statusOf(
  line: string,
  answers: boolean,
): { readonly code: number; readonly from: number } | null {
  const found = statusLine.exec(line) ?? (answers ? bareStatus.exec(line) : null);
  const code = found?.[2];
  if (found === null || code === undefined) return null;
  return { code: Number(code), from: found.index + found[0].length - code.length };
}

/** The lines of a message; those that only curl says are left out. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let index = 0;
  const verbose = /^[<>] /m.test(text);
  for (const line of text.split('\n')) {
    const mark = verbose ? (/^[<>](?: |$)/.exec(line)?.[0].length ?? 0) : 0;
    const noise = /^\* |^[{}] \[\d+ bytes/.test(line);
    if (!noise) lines.push({ text: line.slice(mark), index: index + mark });
    index += line.length + 1;
  }
  return lines;
}

function messageOf(block: Mapped, lines: readonly Line[], answers: boolean): readonly Part[] {
  const [start = { text: '', index: 0 }] = lines;
  let at = 1;
  const headers: Header[] = [];
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? start;
    const found = /^\s*["{[]/.test(line.text) ? null : headerLine.exec(line.text);
    if (found === null) break;
    const [, name = '', value = ''] = found;
    const span = spanOf(block, line.index, line.index + line.text.length);
    headers.push({ name: name.toLowerCase(), value: value.trim(), span });
  }
  const first = lines.findIndex((line, i) => i >= at && line.text.trim() !== '');
  const rest = first < 0 ? [] : lines.slice(first);
  const { body, more } = bodyOf(block, rest);
  const last = lines.findLast((line) => line.text.trim() !== '') ?? start;
  const span = spanOf(block, start.index, last.index + last.text.length);
  const request = requestLine.exec(start.text);
  if (request === null) {
    const status = statusOf(start.text, answers);
    const from = start.index + (status?.from ?? 0);
    const told =
      status === null ? null : { code: status.code, span: spanOf(block, from, from + 3) };
    return [{ kind: 'response', status: told, headers, body, span }, ...more];
  }
  const [, indent = '', method = '', gap = '', url = ''] = request;
  const methodAt = start.index + indent.length;
  const urlAt = methodAt + method.length + gap.length;
  return [
    {
      kind: 'request',
      form: 'http',
      method,
      methodSpan: spanOf(block, methodAt, methodAt + method.length),
      url: slice(block, urlAt, urlAt + url.length),
      headers,
      body,
      span,
      slips: [],
    },
    ...more,
  ];
}

/** The body, and what stands behind it: a second value in JSON is a response. */
function bodyOf(
  block: Mapped,
  lines: readonly Line[],
): { readonly body: Body | null; readonly more: readonly Part[] } {
  const [first] = lines;
  const last = lines.findLast((line) => line.text.trim() !== '');
  if (first === undefined || last === undefined) return { body: null, more: [] };
  const all = slice(block, first.index, last.index + last.text.length);
  const lead = /^\s*/.exec(all.text)?.[0].length ?? 0;
  const whole = slice(all, lead);
  if (/^(?:\.{3}|…|<[^>]*>|\[\s*(?:\.{3}|…|[a-z][\w .-]*)\s*\]|\([^)]*\))$/.test(whole.text.trim()))
    return { body: { kind: 'unknown', why: 'it is left out', span: spanOf(whole) }, more: [] };
  const { root, end } = readJson(whole.text);
  const behind = root === null ? '' : whole.text.slice(end);
  const second = /^\s*\n\s*(?=[{[])/.exec(behind)?.[0].length;
  if (root === null || second === undefined)
    return { body: { kind: 'text', content: whole, quoted: null }, more: [] };
  const content = slice(whole, end + second);
  return {
    body: { kind: 'text', content: slice(whole, 0, end), quoted: null },
    more: [{ kind: 'json', content, span: spanOf(content) }],
  };
}
