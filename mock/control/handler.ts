import type { IncomingMessage, ServerResponse } from 'node:http';
import { receiveBody } from '../../reference-server/http.ts';
import { DocumentError } from '../documents/problem.ts';
import type { ControlHandler } from '../transport/handler.ts';
import { UnknownVariant } from '../worlds/dialect.ts';
import { TooManyWorlds, type Worlds } from '../worlds/worlds.ts';
import { type Endpoint, endpoints, type Reply } from './endpoints.ts';
import { demandPermission } from './guard.ts';
import { ControlError, type Problem } from './problem.ts';

/** The longest document that the control API takes, in bytes. */
const bodyLimit = 8 * 1024 * 1024;

/**
 * Makes the handler of the control API.
 * @param origin the address of the mock, once it is known
 * @param token the control token; null where none is needed
 */
export function createControl(
  worlds: Worlds,
  origin: () => string,
  token: string | null,
): ControlHandler {
  return async (request, response, { world: id, path }) => {
    if (request.method === 'OPTIONS') return preflight(request, response);
    try {
      demandPermission(request.headers, token);
      const world = id === null ? worlds.root : worlds.find(id);
      if (world === null) throw new ControlError(404, 'no such world', worlds.whyGone(id ?? ''));
      const [pathname = '/', query = ''] = path.split('?', 2);
      const { endpoint, params } = find(request.method ?? 'GET', pathname, id === null);
      const body = await bodyOf(request);
      const call = {
        worlds,
        world,
        origin: origin(),
        query: new URLSearchParams(query),
        body,
        params,
      };
      send(request, response, endpoint.answer(call));
    } catch (error) {
      sendProblem(request, response, problemOf(error));
    }
  };
}

interface Found {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

/** @throws ControlError 404 or 405 */
function find(method: string, path: string, isRoot: boolean): Found {
  const here = endpoints.flatMap((endpoint) => {
    const params = matchPath(endpoint.path, path);
    return params === null || (endpoint.root === true && !isRoot) ? [] : [{ endpoint, params }];
  });
  const found = here.find(({ endpoint }) => endpoint.method === method);
  if (found !== undefined) return found;
  if (here.length > 0) {
    const allowed = here.map(({ endpoint }) => endpoint.method);
    const detail = `/_mock${path} takes ${allowed.join(', ')}, not ${method}.`;
    throw new ControlError(405, 'wrong method', detail, { allowed: [...allowed, 'OPTIONS'] });
  }
  throw new ControlError(
    404,
    'no such endpoint',
    `There is no /_mock${path}; /_mock/openapi.json describes what there is.`,
  );
}

function matchPath(template: string, path: string): Found['params'] | null {
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== text) return null;
    if (name !== undefined) params[name] = text;
  }
  return params;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const body = await receiveBody(request, bodyLimit);
  if (body.kind === 'too large') {
    throw new ControlError(413, 'too large', `A document may have ${bodyLimit} bytes.`);
  }
  if (body.kind === 'gone') return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body.bytes);
  } catch {
    throw new ControlError(400, 'not UTF-8', 'The body is not UTF-8.');
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof ControlError) return error.problem;
  if (error instanceof DocumentError) {
    const problems = error.problems.map(({ pointer, line, column, message }) => ({
      pointer,
      line,
      column,
      message,
    }));
    return { status: 400, title: 'wrong document', detail: error.message, problems };
  }
  if (error instanceof UnknownVariant) {
    return { status: 400, title: 'unknown variant', detail: error.message };
  }
  if (error instanceof TooManyWorlds) {
    return { status: 503, title: 'too many worlds', detail: error.message };
  }
  return { status: 500, title: 'internal error', detail: 'This is a bug of the mock.' };
}

const type = (name: string): string => `application/${name}; charset=utf-8`;

/** A page that may use the control API may also read its answers. */
const corsOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  headers.origin === undefined
    ? {}
    : { 'access-control-allow-origin': headers.origin, vary: 'Origin' };

function send(request: IncomingMessage, response: ServerResponse, { status, body }: Reply): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...corsOf(request),
    ...(body === undefined ? {} : { 'content-type': type('json') }),
    ...(status === 204 ? {} : { 'content-length': Buffer.byteLength(text) }),
    'cache-control': 'no-store',
  });
  response.end(text);
}

function sendProblem(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  const text = JSON.stringify(problem);
  // Who may not use the control API is not allowed to read its refusal from another page either.
  const cors = problem.status === 401 || problem.status === 403 ? {} : corsOf(request);
  response.writeHead(problem.status, {
    ...cors,
    'content-type': type('problem+json'),
    'content-length': Buffer.byteLength(text),
    ...(problem.allowed === undefined ? {} : { allow: problem.allowed.join(', ') }),
  });
  response.end(text);
}

/** A preflight carries no credentials; what it permits is still refused to those who have none. */
function preflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    ...corsOf(request),
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'Authorization, Content-Type',
  });
  response.end();
}
