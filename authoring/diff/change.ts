import type { JsonPointer } from '../../harness/document/declaration.ts';

/** What a change is about. */
export const changeKinds = [
  'api',
  'operation',
  'form',
  'parameter',
  'success',
  'error',
  'content type',
  'authorization',
  'model',
  'inheritance',
  'property',
  'type',
  'required',
  'values',
  'limits',
  'default',
  'prose',
  'other',
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/**
 * How a set of permitted messages changes: more of them are permitted, fewer are, or others are. A message of the old
 * declaration is one of the new one if the set became wider.
 */
export type Move = 'wider' | 'narrower' | 'other';

/** What a change does to the messages: null where nothing changes. */
export interface Effect {
  /** What clients may send. */
  readonly requests: Move | null;
  /** What servers may answer. */
  readonly answers: Move | null;
}

export const breakages = ['servers', 'clients', 'both', 'neither'] as const;

/** Whom a change breaks: servers or clients that follow the old declaration and meet the new one. */
export type Breaks = (typeof breakages)[number];

/** One side of a change: where it stands, and what stands there, in words. */
export interface ChangeSide {
  readonly pointer: JsonPointer;
  readonly text: string;
}

/** One difference between two declarations. */
export interface Change {
  readonly kind: ChangeKind;
  readonly what: 'added' | 'removed' | 'changed' | 'renamed';
  /** Where it is, by names: `set_topic/parameters/body`, `models/Topic/properties/topic`. */
  readonly place: string;
  /** One sentence without its full stop. */
  readonly summary: string;
  /** Null for what was added. */
  readonly old: ChangeSide | null;
  /** Null for what was removed. */
  readonly new: ChangeSide | null;
  readonly breaks: Breaks;
  /** Why it breaks whom it breaks, one sentence. */
  readonly reason: string;
}
