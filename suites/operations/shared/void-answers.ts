import type { Reply } from '../../../harness/judge/user.ts';

/**
 * What an operation with the type void answers: the value of the reading `void-body`. No verdict depends on it
 * (CONV-14).
 */
export function voidAnswer({ exchange, json }: Reply): string {
  if (exchange.answer.kind === 'answer' && exchange.answer.body.bytes === 0) return 'empty';
  if (json === null) return 'null';
  if (json === '') return '""';
  if (typeof json !== 'object') return 'another JSON value';
  return Object.keys(json).length === 0 ? '{}' : 'object';
}
