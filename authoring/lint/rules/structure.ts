import type { Found, Rule } from '../view/rule.ts';
import { misfitsOf } from '../view/structure.ts';

const misfits = (kind: 'declaration' | 'listing', value: unknown, rule: string): readonly Found[] =>
  misfitsOf(kind, value).filter((misfit) => misfit.rule === rule);

/** The rules that a JSON Schema judges. */
export const structure: Rule = {
  id: 'structure',
  severity: 'error',
  summary: 'A key that Swagger 1.2 requires is missing, or a value has another form.',
  declaration: ({ api }) => misfits('declaration', api.raw, 'structure'),
  listing: ({ raw }) => misfits('listing', raw, 'structure'),
};

export const unknownKey: Rule = {
  id: 'unknown-key',
  severity: 'warning',
  summary: 'Swagger 1.2 does not have this key at this place.',
  declaration: ({ api }) => misfits('declaration', api.raw, 'unknown-key'),
  listing: ({ raw }) => misfits('listing', raw, 'unknown-key'),
};

export const oldKey: Rule = {
  id: 'old-key',
  severity: 'error',
  summary: 'The key is of Swagger 1.1.',
  declaration: ({ api }) => misfits('declaration', api.raw, 'old-key'),
  listing: ({ raw }) => misfits('listing', raw, 'old-key'),
};
