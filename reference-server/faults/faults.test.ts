import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createReferenceServer } from '../index.ts';
import { faults, type Fault } from './index.ts';

type Row = { readonly id: string; readonly grade: string; readonly assertable: boolean };

const folder = join(import.meta.dirname, '../../spec/requirements');

const rows: readonly Row[] = readdirSync(folder)
  .flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/^(?=- id: )/m))
  .map((text) => ({
    id: /^- id: (\S+)/.exec(text)?.[1] ?? '',
    grade: /^ {2}grade: (\S+)/m.exec(text)?.[1] ?? '',
    assertable: !/^ {2}unassertable:/m.test(text),
  }))
  .filter(({ id }) => id !== '');

const known = new Map(rows.map((row) => [row.id, row]));

/** Rows that no server can be called wrong for, though a case may look at them. */
const spared: Readonly<Record<string, string>> = {
  'CONV-04': 'advisory: the order of checks is free',
  'CONV-12': 'the suite must not depend on rate limits',
  'JID-05': 'advisory: the twin is not documented',
  'MEMB-09': 'advisory: no server ever honoured it',
};

/** Starts the server of a fault and makes an account. @returns what went wrong, or nothing. */
async function complaint({ id, options }: Fault): Promise<readonly string[]> {
  const server = createReferenceServer(options());
  try {
    const { url } = await server.listen(0);
    const { status } = await fetch(`${url}/_matrix/client/api/v1/register`, {
      method: 'POST',
      body: JSON.stringify({ user_id: 'alice', password: 'secret' }),
    });
    return status === 200 ? [] : [`${id}: ${status}`];
  } finally {
    await server.close();
  }
}

describe('the catalogue of faults', () => {
  it('has ids in kebab case, each once', () => {
    const ids = faults.map(({ id }) => id);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says what each does wrong in a sentence of its own', () => {
    const summaries = faults.map(({ summary }) => summary);
    expect(summaries.filter((text) => !/^\S.*[.]$/s.test(text))).toEqual([]);
    expect(summaries.filter((text, index) => summaries.indexOf(text) !== index)).toEqual([]);
  });

  it('names requirements that exist, each once per fault', () => {
    const strangers = faults.flatMap(({ id, violates }) =>
      violates
        .filter((row, index, all) => !known.has(row) || all.indexOf(row) !== index)
        .map((row) => `${id}: ${row}`),
    );
    expect(strangers).toEqual([]);
  });

  it('has the grade of the requirement that each violates first', () => {
    const wrong = faults
      .filter(({ violates, grade }) => known.get(violates[0])?.grade !== grade)
      .map(({ id, violates, grade }) => `${id}: ${grade}, ${violates[0]} is not`);
    expect(wrong).toEqual([]);
  });

  it('has a fault for every requirement that can be asserted', () => {
    const violated = new Set(faults.flatMap(({ violates }) => violates));
    const missing = rows
      .filter(({ id, assertable }) => assertable && !violated.has(id) && spared[id] === undefined)
      .map(({ id }) => id);
    expect(missing).toEqual([]);
    expect(Object.keys(spared).filter((id) => !known.has(id))).toEqual([]);
  });

  it('makes fresh options for each server', () => {
    const shared = faults.filter(({ options }) => options().parts === options().parts);
    expect(shared.map(({ id }) => id)).toEqual([]);
  });

  it('is made of servers that start', async () => {
    const complaints = await Promise.all(faults.map(complaint));
    expect(complaints.flat()).toEqual([]);
  });
});
