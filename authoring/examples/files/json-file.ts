import type { Example, ExampleResponse } from '../example.ts';
import type { RequestPart } from '../parts/part.ts';
import { type Entry, type JsonNode, readJson } from '../text/json.ts';
import { type Mapped, slice, type Span, spanOf, whole } from '../text/mapped.ts';
import { textInString } from './string-text.ts';

/** The examples of a file in JSON, or why it holds none. */
export interface JsonFile {
  readonly examples: readonly Example[];
  readonly problem: { readonly span: Span; readonly what: string } | null;
}

/**
 * Reads a file in JSON: an example `{ operation, request, response }`, a list of them, a recording in HAR, or an instance of
 * a model.
 * @param model what the file is an instance of; null where it holds examples
 */
export function readJsonFile(text: string, model: string | null): JsonFile {
  const content = whole(text);
  const { root, problem, end } = readJson(text);
  const lead = /^\s*/.exec(text)?.[0].length ?? 0;
  const value = slice(content, lead, root === null ? text.trimEnd().length : Math.max(lead, end));
  if (model !== null) {
    const span = spanOf(value);
    const bare = {
      kind: 'bare',
      side: 'model',
      name: model,
      nameSpan: { start: lead, end: lead + 1 },
      status: null,
      content: value,
      span,
    } as const;
    return { examples: [bare], problem: null };
  }
  if (root === null) {
    const at = Math.min(problem?.index ?? 0, Math.max(0, text.length - 1));
    return {
      examples: [],
      problem: {
        span: { start: at, end: at + 1 },
        what: `The file is not JSON: ${problem?.what ?? 'it is empty'}.`,
      },
    };
  }
  const log = childOf(childOf(root, 'log'), 'entries');
  if (log?.kind === 'array')
    return { examples: log.items.flatMap((entry) => harEntry(entry, content)), problem: null };
  const all = root.kind === 'array' ? root.items : [root];
  const examples = all.flatMap((node) => exampleOf(node, content));
  if (examples.length === 0) {
    const isDeclaration = ['swaggerVersion', 'swagger', 'openapi'].some(
      (key) => entryOf(root, key) !== null,
    );
    const what = isDeclaration
      ? 'The file is a declaration, which lint checks; examples reads the documents beside it.'
      : 'The file holds no examples: they have the keys operation, request and response. For an instance of a model, name the model with --model.';
    return { examples, problem: { span: { start: lead, end: lead + 1 }, what } };
  }
  return { examples, problem: null };
}

const entryOf = (node: JsonNode | null, key: string): Entry | null =>
  node?.kind === 'object' ? (node.entries.findLast((entry) => entry.key === key) ?? null) : null;

const childOf = (node: JsonNode | null, key: string): JsonNode | null =>
  entryOf(node, key)?.value ?? null;

const stringOf = (node: JsonNode | null): string | null =>
  node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;

const numberOf = (node: JsonNode | null): number | null =>
  node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : null;

const contentOf = (node: JsonNode, content: Mapped): Mapped => slice(content, node.start, node.end);

/** An example by its operation, or by method and path. */
function exampleOf(node: JsonNode, content: Mapped): readonly Example[] {
  const request = childOf(node, 'request');
  const response = childOf(node, 'response');
  const operation = childOf(node, 'operation');
  const name = stringOf(operation);
  const url = childOf(request, 'url') ?? childOf(request, 'path');
  const span = spanOf(content, node.start, node.end);
  if (request !== null && stringOf(url) !== null && url !== null) {
    const part = requestOf(request, url, bodyIn(request), content, span);
    return [
      {
        kind: 'exchange',
        request: part,
        responses: response === null ? [] : [responseOf(response, content)],
      },
    ];
  }
  if (name === null || operation === null) return [];
  const nameSpan = spanOf(content, operation.start, operation.end);
  const bare = (side: 'request' | 'response', body: JsonNode, status: number | null): Example => ({
    kind: 'bare',
    side,
    name,
    nameSpan,
    status,
    content: contentOf(body, content),
    span: spanOf(content, body.start, body.end),
  });
  const body = request === null ? null : (bodyIn(request) ?? request);
  const status = numberOf(childOf(response, 'status'));
  const answer = status === null ? response : childOf(response, 'body');
  const found = [
    ...(body === null ? [] : [bare('request', body, null)]),
    ...(answer === null ? [] : [bare('response', answer, status)]),
  ];
  return found;
}

/** The body where it has a key of its own beside method or headers. */
function bodyIn(request: JsonNode): JsonNode | null {
  const described = ['method', 'path', 'url', 'headers'].some(
    (key) => entryOf(request, key) !== null,
  );
  return described ? childOf(request, 'body') : null;
}

function requestOf(
  request: JsonNode,
  url: JsonNode,
  body: JsonNode | null,
  content: Mapped,
  span: Span,
): RequestPart {
  const method = childOf(request, 'method');
  const named = stringOf(method);
  return {
    kind: 'request',
    form: 'json',
    method: (named ?? (body === null ? 'GET' : 'POST')).toUpperCase(),
    methodSpan:
      method === null || named === null ? null : spanOf(content, method.start + 1, method.end - 1),
    url: textInString(content, url),
    headers: headersOf(childOf(request, 'headers'), content),
    body: body === null ? null : { kind: 'text', content: contentOf(body, content), quoted: null },
    span,
    slips: [],
  };
}

function responseOf(response: JsonNode, content: Mapped): ExampleResponse {
  const status = childOf(response, 'status');
  const code = numberOf(status);
  const body = code === null ? response : childOf(response, 'body');
  return {
    kind: 'response',
    status:
      code === null || status === null
        ? null
        : { code, span: spanOf(content, status.start, status.end) },
    headers: headersOf(childOf(response, 'headers'), content),
    body: body === null ? null : { kind: 'text', content: contentOf(body, content), quoted: null },
    span: spanOf(content, response.start, response.end),
    sure: true,
    json: true,
  };
}

/** Headers as an object, or as the list of HAR. */
function headersOf(node: JsonNode | null, content: Mapped): RequestPart['headers'] {
  const header = (name: string, value: JsonNode | null): RequestPart['headers'] => {
    const text = stringOf(value);
    return text === null || value === null
      ? []
      : [{ name: name.toLowerCase(), value: text, span: spanOf(content, value.start, value.end) }];
  };
  if (node?.kind === 'object') return node.entries.flatMap(({ key, value }) => header(key, value));
  if (node?.kind !== 'array') return [];
  return node.items.flatMap((item) =>
    header(stringOf(childOf(item, 'name')) ?? '', childOf(item, 'value')),
  );
}

/** A request and its response as browsers record them. */
function harEntry(entry: JsonNode, content: Mapped): readonly Example[] {
  const request = childOf(entry, 'request');
  const response = childOf(entry, 'response');
  const url = childOf(request, 'url');
  if (request === null || url === null || stringOf(url) === null) return [];
  const text = (node: JsonNode | null): RequestPart['body'] =>
    node !== null && (stringOf(node) ?? '') !== ''
      ? { kind: 'text', content: textInString(content, node), quoted: null }
      : null;
  const span = spanOf(content, entry.start, entry.end);
  const part = {
    ...requestOf(request, url, null, content, span),
    body: text(childOf(childOf(request, 'postData'), 'text')),
  };
  const body = childOf(response, 'content');
  const encoded = stringOf(childOf(body, 'encoding')) !== null;
  const status = numberOf(childOf(response, 'status'));
  // A request that got no answer is recorded with the status 0.
  if (response === null || status === null || status < 100)
    return [{ kind: 'exchange', request: part, responses: [] }];
  const answered = {
    ...responseOf(response, content),
    body: encoded ? null : text(childOf(body, 'text')),
  };
  return [{ kind: 'exchange', request: part, responses: [answered] }];
}
