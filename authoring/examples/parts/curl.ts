import { isPlaceholder } from '../text/placeholder.ts';
import { joinedBy, type Mapped, picked, slice, type Span, spanOf } from '../text/mapped.ts';
import { type CurlToken, tokensOfCurl } from './curl-options.ts';
import type { Body, Header, RequestPart, Slip } from './part.ts';
import type { ShellCommand, ShellWord } from './shell-words.ts';

/** Reads a file that lies beside the document; null where there is none, or where it is not to be read. */
export type ReadBeside = (path: string) => string | null;

/** What a command of curl requests: one request for each of its URLs. */
export function requestsOf(
  command: ShellCommand,
  source: Mapped,
  readBeside: ReadBeside,
): readonly RequestPart[] {
  const { words } = command;
  const tokens = tokensOfCurl(words.map((word) => word.value.text));
  const given = (...names: readonly string[]): readonly CurlToken[] =>
    tokens.filter(({ option, valued }) => valued && option !== null && names.includes(option));
  const has = (name: string): boolean => tokens.some(({ option }) => option === name);

  const slips: Slip[] = [];
  const data = given(...dataOptions).map((token) => dataOf(token, command, readBeside, slips));
  const asQuery = has('get');
  const headers = headersIn(given('header', 'oauth2-bearer'), words);
  const json = given('json').length > 0;
  const [method] = given('request');
  const body = asQuery ? null : bodyOf(data);
  const sends = body !== null || given('form', 'form-string', 'upload-file').length > 0;
  const part = {
    kind: 'request',
    form: 'curl',
    method:
      method === undefined
        ? usualMethod(has, sends, asQuery)
        : valueOf(method, words).text.toUpperCase(),
    methodSpan: method === undefined ? null : spanOf(valueOf(method, words)),
    headers: [
      ...headers,
      ...(body === null || headers.some(({ name }) => name === 'content-type')
        ? []
        : [
            {
              name: 'content-type',
              value: json ? 'application/json' : formType,
              span: command.span,
            },
          ]),
    ],
    body:
      body ??
      (sends ? { kind: 'unknown', why: 'it is a form or a file', span: command.span } : null),
    span: command.span,
  } as const;
  return urlsOf(tokens, words).map((word) => ({
    ...part,
    url: withQuery(word.url, asQuery ? data : [], given('url-query'), words),
    slips: [...slips, ...cutOf(command, word.whole, source)],
  }));
}

/** What curl says that its data is, if nobody says anything else. */
export const formType = 'application/x-www-form-urlencoded';

const dataOptions = [
  'data',
  'data-ascii',
  'data-raw',
  'data-binary',
  'data-urlencode',
  'json',
  'expand-data',
];

const usualMethod = (has: (name: string) => boolean, sends: boolean, asQuery: boolean): string => {
  if (has('head')) return 'HEAD';
  if (has('upload-file')) return 'PUT';
  return sends && !asQuery ? 'POST' : 'GET';
};

const nowhere: Mapped = { text: '', at: () => 0 };

const valueOf = ({ word, from }: CurlToken, words: readonly ShellWord[]): Mapped => {
  const value = words[word]?.value ?? nowhere;
  return slice(value, from);
};

interface Url {
  readonly url: Mapped;
  readonly whole: ShellWord | null;
}

function urlsOf(tokens: readonly CurlToken[], words: readonly ShellWord[]): readonly Url[] {
  const all = tokens
    .filter(
      ({ option, valued }) =>
        valued && (option === null || option === 'url' || option === 'expand-url'),
    )
    .map((token) => ({ url: valueOf(token, words), whole: words[token.word] ?? null }));
  const likely = all.filter(({ url }) => /[/:]|^\$/.test(url.text));
  return likely.length > 0 ? likely : all.slice(-1);
}

function headersIn(tokens: readonly CurlToken[], words: readonly ShellWord[]): readonly Header[] {
  return tokens.flatMap((token) => {
    const value = valueOf(token, words);
    if (token.option === 'oauth2-bearer')
      return [{ name: 'authorization', value: `Bearer ${value.text}`, span: spanOf(value) }];
    const [, name, text = ''] = /^\s*([^:;\s]+)\s*:\s*(.*)$/s.exec(value.text) ?? [];
    return name === undefined
      ? []
      : [{ name: name.toLowerCase(), value: text, span: spanOf(value) }];
  });
}

interface Data {
  readonly content: Mapped | null;
  readonly why: string;
  readonly span: Span;
  readonly word: ShellWord | null;
}

/** What one option sends: its value, a file, or the standard input. */
function dataOf(
  token: CurlToken,
  command: ShellCommand,
  readBeside: ReadBeside,
  slips: Slip[],
): Data {
  const value = valueOf(token, command.words);
  const word = command.words[token.word] ?? null;
  const span = spanOf(value);
  if (token.option === 'data-urlencode') return { content: encoded(value), why: '', span, word };
  if (token.option !== 'data-raw' && value.text.startsWith('@')) {
    const path = value.text.slice(1);
    if (path === '-' || path === '/dev/stdin')
      return { content: command.input, why: 'it comes from the standard input', span, word };
    if (isPlaceholder(path))
      return { content: null, why: 'it is in a file without a name', span, word };
    const text = readBeside(path);
    if (text !== null) return { content: { text, at: () => span.start }, why: '', span, word };
    const what = `The file ${path} cannot be read, or lies outside of the folder of the document, so what is sent is not judged.`;
    slips.push({ kind: 'file', certain: false, what, span, suggestion: null });
    return { content: null, why: 'it is in a file that cannot be read', span, word };
  }
  return { content: value, why: '', span, word };
}

/** name=value with the value percent-encoded, as --data-urlencode does it. */
function encoded(value: Mapped): Mapped {
  const equals = value.text.indexOf('=');
  const [name, rest] =
    equals < 0 ? ['', value.text] : [value.text.slice(0, equals), value.text.slice(equals + 1)];
  const text = `${name}${equals > 0 ? '=' : ''}${encodeURIComponent(rest.replaceAll(/\p{Surrogate}/gu, '\ufffd'))}`;
  return { text, at: (index) => value.at(Math.min(index, value.text.length)) };
}

function bodyOf(data: readonly Data[]): Body | null {
  const [first] = data;
  if (first === undefined) return null;
  const unknown = data.find(({ content }) => content === null);
  if (unknown !== undefined) return { kind: 'unknown', why: unknown.why, span: unknown.span };
  const contents = data.flatMap(({ content }) => (content === null ? [] : [content]));
  const content = joinedBy(contents, '&');
  if (isPlaceholder(content.text) && !/^[{[]./.test(content.text.trim()))
    return { kind: 'unknown', why: 'it is a variable or a placeholder', span: first.span };
  const quoted =
    data.length === 1 && first.word !== null && first.word.quotes !== 'single'
      ? { source: first.word.source, span: first.word.span }
      : null;
  return { kind: 'text', content, quoted };
}

/** Puts data into the query, for --get and --url-query. */
function withQuery(
  url: Mapped,
  data: readonly Data[],
  more: readonly CurlToken[],
  words: readonly ShellWord[],
): Mapped {
  const parts = [
    ...data.flatMap(({ content }) => (content === null ? [] : [content])),
    ...more.map((token) => encoded(valueOf(token, words))),
  ];
  if (parts.length === 0) return url;
  const mark = picked(url, url.text.includes('?') ? '&' : '?', [], url.text.length);
  return joinedBy([joinedBy([url, mark], ''), joinedBy(parts, '&')], '');
}

/** An & outside of quotes ends the command, although the rest of the query follows it. */
function cutOf({ cutAt }: ShellCommand, url: ShellWord | null, source: Mapped): readonly Slip[] {
  if (cutAt === null || url === null || url.span.end !== cutAt.start) return [];
  const from = indexOf(source, url.span.start);
  const [all = ''] = /^\S+/.exec(source.text.slice(from)) ?? [];
  return [
    {
      kind: 'quoting',
      certain: true,
      what: 'The & stands outside of quotes: the shell ends the command there, and the rest of the query is not sent.',
      span: cutAt,
      suggestion: {
        span: { start: url.span.start, end: url.span.start + all.length },
        text: `"${all}"`,
      },
    },
  ];
}

/** The index of an offset of the document. */
function indexOf(source: Mapped, offset: number): number {
  for (let i = 0; i < source.text.length; i += 1) if (source.at(i) >= offset) return i;
  return source.text.length;
}
