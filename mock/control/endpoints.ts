import { ControlError } from './problem.ts';
import { describeRule, describeWorld, listWorlds, namesOfWorld } from './describe-world.ts';
import { isTrue, journalOf, pendingOf, violationsOf } from './journal-queries.ts';
import { redactionOf } from '../journal/redaction.ts';
import { readVerify } from '../journal/read-verify.ts';
import { verify } from '../journal/verify.ts';
import { readRules } from '../rules/read.ts';
import { readDocument } from '../documents/index.ts';
import { exportState, stateDocument } from '../state/index.ts';
import { readWorldOptions } from '../worlds/read-options.ts';
import type { World } from '../worlds/world.ts';
import type { Worlds } from '../worlds/worlds.ts';
import { openApiDocument } from './openapi.ts';

/** What an endpoint is given. */
export interface Call {
  readonly worlds: Worlds;
  /** The world that it is about. */
  readonly world: World;
  /** The address of the mock, without a slash at its end. */
  readonly origin: string;
  readonly query: URLSearchParams;
  /** The text of the body; empty if there was none. */
  readonly body: string;
  /** Parameters of the path. */
  readonly params: Readonly<Record<string, string>>;
}

/** An answer: JSON, or nothing with status 204. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** An endpoint of the control API. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/_mock`, with parameters in braces. */
  readonly path: string;
  /** Whether it is there for the mock as a whole, and not for each world. */
  readonly root?: true;
  readonly answer: (call: Call) => Reply;
}

const ok = (body: unknown): Reply => ({ status: 200, body });
/** What messages call a document that came as the body of a request. */
const source = 'the request';
const nothing: Reply = { status: 204 };

/** Every endpoint. The OpenAPI document describes the same ones; a test compares them. */
export const endpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/', answer: ({ world, origin }) => ok(describeWorld(world, origin)) },
  { method: 'GET', path: '/openapi.json', root: true, answer: () => ok(openApiDocument()) },
  {
    method: 'GET',
    path: '/worlds',
    root: true,
    answer: ({ worlds, origin }) => ok(listWorlds(worlds, origin)),
  },
  {
    method: 'POST',
    path: '/worlds',
    root: true,
    answer: ({ worlds, origin, body }) => {
      const world = worlds.create(readWorldOptions(body, worlds.root.options));
      return { status: 201, body: { ...describeWorld(world, origin), ...namesOfWorld(world) } };
    },
  },
  {
    method: 'GET',
    path: '/worlds/{id}',
    root: true,
    answer: ({ worlds, params, origin }) => ok(describeWorld(worldOf(worlds, params), origin)),
  },
  {
    method: 'DELETE',
    path: '/worlds/{id}',
    root: true,
    answer: ({ worlds, params }) => {
      const { id } = worldOf(worlds, params);
      if (id !== null) worlds.remove(id);
      return nothing;
    },
  },
  {
    method: 'POST',
    path: '/reset',
    answer: ({ world, origin }) => {
      world.reset();
      return ok({ ...describeWorld(world, origin), ...namesOfWorld(world) });
    },
  },
  {
    method: 'GET',
    path: '/state',
    answer: ({ world, query }) =>
      ok(exportState(world.home, world.names, { secrets: isTrue(query, 'secrets') })),
  },
  {
    method: 'POST',
    path: '/state',
    answer: ({ world, body }) => {
      world.addState(readDocument(stateDocument, source, body));
      return ok(namesOfWorld(world));
    },
  },
  {
    method: 'GET',
    path: '/rules',
    answer: ({ world }) => ok({ rules: world.rules.all().map(describeRule) }),
  },
  {
    method: 'POST',
    path: '/rules',
    answer: ({ world, body }) => {
      const rules = world.rules.add(readRules(source, body, world.rules.ids()).rules);
      return { status: 201, body: { rules: rules.map(describeRule) } };
    },
  },
  {
    method: 'DELETE',
    path: '/rules',
    answer: ({ world }) => {
      world.rules.clear();
      return nothing;
    },
  },
  {
    method: 'DELETE',
    path: '/rules/{id}',
    answer: ({ world, params }) => {
      const { id = '' } = params;
      if (world.rules.remove(id)) return nothing;
      throw new ControlError(
        404,
        'no such rule',
        `There is no rule ${id}; GET /_mock/rules lists them.`,
      );
    },
  },
  {
    method: 'GET',
    path: '/journal',
    answer: ({ world, query, origin }) => ok(journalOf(world, query, origin)),
  },
  {
    method: 'DELETE',
    path: '/journal',
    answer: ({ world }) => {
      world.journal.clear();
      return nothing;
    },
  },
  {
    method: 'POST',
    path: '/verify',
    answer: ({ world, body }) => {
      const { journal, lookup } = world;
      const found = verify(
        readVerify(source, body),
        journal.entries(),
        journal.forgotten(),
        lookup,
        redactionOf(world.home),
      );
      return { status: found.ok ? 200 : 422, body: found };
    },
  },
  {
    method: 'GET',
    path: '/pending',
    answer: ({ world }) => ok({ rules: pendingOf(world).map(describeRule) }),
  },
  { method: 'GET', path: '/violations', answer: ({ world }) => ok(violationsOf(world)) },
];

function worldOf(worlds: Worlds, { id = '' }: Call['params']): World {
  const world = worlds.find(id);
  if (world !== null) return world;
  throw new ControlError(404, 'no such world', worlds.whyGone(id));
}
