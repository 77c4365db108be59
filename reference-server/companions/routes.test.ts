import supertest from 'supertest';
import { afterAll, expect, it } from 'vitest';
import { startTestServer } from '../testing/server.ts';
import { companionRoutes } from './routes.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

const isFor = (access: 'token' | 'open') =>
  companionRoutes.filter((route) => route.access === access);

it.each(isFor('token'))('$method $path is for users alone', async ({ method, path }) => {
  const response = await fetch(testServer.url + path, { method });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ errcode: 'M_MISSING_TOKEN' });
});

it.each(companionRoutes)('$method $path is for pages of any origin', async ({ method, path }) => {
  const { status, headers } = await supertest(testServer.url).options(path);
  expect(status).toBe(200);
  expect(headers['access-control-allow-methods']).toContain(method);
  const response = await fetch(testServer.url + path, { method });
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});
