import type { Answer, Nickname, OperationName, ReferenceServerOptions } from '../index.ts';
import { referenceParts } from '../reference-parts.ts';
import { emptyAnswer } from './empty-answers.ts';

/** A server that answers requests without looking at them. */
export type BlankServer = {
  readonly id: BlankAnswer;
  /** One sentence: what this server answers. */
  readonly summary: string;
  /** Makes fresh options. @param only the one operation that is answered so, where all others are right */
  readonly options: (only?: Nickname) => ReferenceServerOptions;
};

export type BlankAnswer = 'empty' | 'empty-object' | '403' | '404' | '500';

/** The answer to an operation, or to a path that no operation has. */
type AnswerTo = (operation: OperationName | undefined) => Answer;

/** Operations that a blank server performs, since without users no case begins. */
const performed: ReadonlySet<OperationName | undefined> = new Set<OperationName>([
  'register',
  'register_interactively',
  'get_register_flows',
  'login',
  'get_login_flows',
]);

/** Neither the token nor the body nor the room of a request is looked at, and no request has an effect. */
const blank = (id: BlankAnswer, summary: string, answerTo: AnswerTo): BlankServer => ({
  id,
  summary,
  options(only) {
    const isBlank = (operation: OperationName | undefined): boolean =>
      only === undefined ? !performed.has(operation) : operation === only;
    const operations = only === undefined ? {} : { [only]: () => answerTo(only) };
    const parts = {
      ...referenceParts,
      operations: { ...referenceParts.operations, ...operations },
      onAnswer: ((operation, request, answer) =>
        isBlank(operation)
          ? referenceParts.wire(answerTo(operation))
          : referenceParts.onAnswer(
              operation,
              request,
              answer,
            )) satisfies typeof referenceParts.onAnswer,
    };
    return { parts };
  },
});

const refusing =
  (status: number, errcode: string, error: string): AnswerTo =>
  () => ({ status, body: { errcode, error } });

const notFound = refusing(404, 'M_UNRECOGNIZED', 'Unrecognized request.');

/** Servers that register users and log them in, and answer everything else alike. */
export const blankServers: readonly BlankServer[] = [
  blank(
    'empty',
    'Every operation is answered 200 with the emptiest answer of its declared type, every other path 404.',
    (operation) =>
      operation === undefined ? notFound(operation) : { status: 200, body: emptyAnswer(operation) },
  ),
  blank('empty-object', 'Every request is answered 200 with {}.', () => ({
    status: 200,
    body: {},
  })),
  blank(
    '403',
    'Every request is answered 403 with an error object.',
    refusing(403, 'M_FORBIDDEN', 'Forbidden.'),
  ),
  blank(
    '404',
    'Every request is answered 404 with an error object.',
    refusing(404, 'M_NOT_FOUND', 'Not found.'),
  ),
  blank(
    '500',
    'Every request is answered 500 with an error object.',
    refusing(500, 'M_UNKNOWN', 'Something went wrong.'),
  ),
];
