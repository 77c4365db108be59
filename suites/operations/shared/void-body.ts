import type { Reply } from '../../../harness/judge/user.ts';

/** What stands for void in an answer: the reading `void-body`, which no verdict depends on (CONV-14). */
export function voidBody({ exchange, json }: Reply): string {
  if (exchange.answer.kind === 'answer' && exchange.answer.body.bytes === 0) return 'empty';
  if (json === null) return 'null';
  if (json === '') return '""';
  if (typeof json !== 'object') return 'another JSON value';
  return Object.keys(json).length === 0 ? '{}' : 'object';
}
