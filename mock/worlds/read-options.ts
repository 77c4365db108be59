import { checkDocument, defineDocument, readDocument } from '../documents/index.ts';
import { checkRules } from '../rules/read.ts';
import { readSchema } from '../schemas/read-schema.ts';
import { stateDocument } from '../state/index.ts';
import type { WorldOptions } from './world.ts';

/** What the request for a new world may say. */
type WorldRequest = { readonly [Key in keyof WorldOptions]?: unknown } & Pick<
  Partial<WorldOptions>,
  'seed' | 'variant' | 'prefer'
>;

const kind = defineDocument<WorldRequest>('the world', readSchema('world'));

/**
 * Reads how a new world begins; what is left out is as in another world.
 * @throws DocumentError
 */
export function readWorldOptions(text: string, like: WorldOptions): WorldOptions {
  const asked = text.trim() === '' ? {} : readDocument(kind, 'the request', text);
  return worldOptions(asked, like);
}

/** Checks how a new world begins, given as a value. @throws DocumentError */
export const checkWorldOptions = (value: unknown, like: WorldOptions): WorldOptions =>
  worldOptions(checkDocument(kind, value), like);

function worldOptions(asked: WorldRequest, like: WorldOptions): WorldOptions {
  const { seed = like.seed, variant = like.variant, prefer = like.prefer, state, rules } = asked;
  return {
    seed,
    variant,
    prefer,
    state: stateOf(state, like),
    rules: rules === undefined ? like.rules : checkRules({ rules }).rules,
  };
}

function stateOf(state: unknown, like: WorldOptions): WorldOptions['state'] {
  if (state === undefined) return like.state;
  return state === null ? null : checkDocument(stateDocument, state);
}
