import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asTheSuiteReads, byTheLetter, pets } from '../testing/declarations.ts';
import { readDocument } from '../swagger/read.ts';
import { toTypes } from './types.ts';

const root = join(import.meta.dirname, '../..');

/** Compiles programs under every strict rule. @returns what the compiler says; '' if it is content */
function compile(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: 'nodenext',
    target: 'es2023',
    types: [],
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts'] }),
  );
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}

/** What the suite's own types say about the same models and operations. */
const agreement = `
import type * as suite from '${join(root, 'harness/document/ids.ts')}';
import type * as made from './rooms.ts';

type Assignable<From, To> = [From] extends [To] ? true : false;
type Names = 'Topic' | 'Message' | 'Feedback' | 'Member' | 'RoomInfo' | 'RoomConfig' | 'PaginationRequest' | 'PaginationChunk'
  | 'MessagePaginationChunk' | 'MemberPaginationChunk' | 'EventId' | 'EventContent' | 'MessageEvent' | 'MemberEvent'
  | 'InviteRequest' | 'BanRequest' | 'InitialSyncRoomData';
interface Suite extends Pick<Models, Names> {}
interface Models {
  Topic: suite.Topic; Message: suite.Message; Feedback: suite.Feedback; Member: suite.Member; RoomInfo: suite.RoomInfo;
  RoomConfig: suite.RoomConfig; PaginationRequest: suite.PaginationRequest; PaginationChunk: suite.PaginationChunk;
  MessagePaginationChunk: suite.MessagePaginationChunk; MemberPaginationChunk: suite.MemberPaginationChunk;
  EventId: suite.EventId; EventContent: suite.EventContent; MessageEvent: suite.MessageEvent; MemberEvent: suite.MemberEvent;
  InviteRequest: suite.InviteRequest; BanRequest: suite.BanRequest; InitialSyncRoomData: suite.InitialSyncRoomData;
}
interface Made {
  Topic: made.Topic; Message: made.Message; Feedback: made.Feedback; Member: made.Member; RoomInfo: made.RoomInfo;
  RoomConfig: made.RoomConfig; PaginationRequest: made.PaginationRequest; PaginationChunk: made.PaginationChunk;
  MessagePaginationChunk: made.MessagePaginationChunk; MemberPaginationChunk: made.MemberPaginationChunk;
  EventId: made.EventId; EventContent: made.EventContent; MessageEvent: made.MessageEvent; MemberEvent: made.MemberEvent;
  InviteRequest: made.InviteRequest; BanRequest: made.BanRequest; InitialSyncRoomData: made.InitialSyncRoomData;
}
/** Every exported model is one that the suite takes. */
export const models: { [N in Names]: Assignable<Made[N], Suite[N]> } = {
  Topic: true, Message: true, Feedback: true, Member: true, RoomInfo: true, RoomConfig: true, PaginationRequest: true,
  PaginationChunk: true, MessagePaginationChunk: true, MemberPaginationChunk: true, EventId: true, EventContent: true,
  MessageEvent: true, MemberEvent: true, InviteRequest: true, BanRequest: true, InitialSyncRoomData: true,
};
/** Every operation of the suite is there, and carries what the suite says that it carries. */
type Successes = { [N in suite.Nickname]: Assignable<made.Operations[N]['success'], suite.Successes[N]> };
export const all: Successes[suite.Nickname] = true;
const none: false extends Successes[suite.Nickname] ? 'some differ' : 'all agree' = 'all agree';
export const kept = [none];

const message: made.Message = { msgtype: 'm.text', body: 'hello' };
export const body: made.Operations['send_message']['body'] = message;
export const status: made.Operations['get_topic']['errors'] = 404;
export const path: made.Operations['ban_with_txn_id']['path'] = '/rooms/{roomId}/ban/{txnId}';
// @ts-expect-error a membership that is not in the enum
export const member: made.Member = { membership: 'absent' };
// @ts-expect-error a required property is missing
export const page: made.MessagePaginationChunk = { chunk: [], start: 'a' };
`;

describe('the types', () => {
  it('compile under strict rules, and agree with the types of the suite', () => {
    const said = compile({
      'rooms.ts': toTypes(asTheSuiteReads),
      'letter.ts': toTypes(byTheLetter),
      'pets.ts': toTypes(readDocument(pets)),
      'hostile.ts': toTypes(hostile),
      'agreement.ts': agreement,
    });
    expect(said).toBe('');
  });

  it('flatten what TypeScript does not let a model inherit', () => {
    const text = toTypes(readDocument(pets));
    expect(text).toContain('export interface Cat extends Pet {');
    expect(text).toContain('export interface Dog {');
    expect(text).toContain("readonly 'bark-level'?: number;");
  });
});

/** Names and texts that would be something else in TypeScript. */
const hostile = readDocument({
  swaggerVersion: '1.2',
  basePath: 'http://a\nexport const injected = 1; //',
  apis: [
    {
      path: "/it's/{a}\\",
      operations: [
        {
          method: 'GET',
          nickname: 'a b */',
          type: 'class',
          summary: '*/ export {}; /*',
          notes: '',
        },
        { method: 'PUT', nickname: 'a b */', type: 'List[No «one»]', parameters: [] },
      ],
    },
  ],
  models: {
    class: {
      id: 'class',
      description: '*/',
      properties: { 'x"\'y\n': { type: 'string', enum: ["'", '\\', '\u2028'] } },
    },
    'No «one»': { properties: { __proto__x: { type: 'any' }, constructor: { type: 'boolean' } } },
    'No  one ': { properties: {} },
    Record: { properties: { a: { type: 'object' } } },
    '9': { properties: {} },
  },
});
