import type { Rule } from '../view/rule.ts';
import { textsOf } from '../view/prose.ts';
import { listed, tokensOf } from '../view/words.ts';

export const identifierWithoutExample: Rule = {
  id: 'identifier-without-example',
  severity: 'info',
  summary: 'Identifiers are plain texts, and nothing shows what one looks like.',
  *declaration({ api }) {
    const parts = [
      ...api.operations.flatMap(({ parameters }) => parameters),
      ...[...api.models.values()].flatMap(({ properties }) => properties),
    ];
    const identifiers = parts.filter(
      ({ name, type, format, enum: values }) =>
        type === 'string' && format === null && values === null && isIdentifier(name),
    );
    const shown = new Set(
      identifiers
        .filter(({ description }) => hasExample(description))
        .map(({ name }) => keyOf(name)),
    );
    const silent = identifiers.filter(({ name }) => !shown.has(keyOf(name)));
    const byName = new Map<string, (typeof silent)[number]>();
    for (const one of silent) {
      if (!byName.has(keyOf(one.name))) byName.set(keyOf(one.name), one);
    }
    const firsts = [...byName.values()];
    const [first, ...others] = firsts;
    // One kind of identifier needs no telling apart.
    if (first === undefined || others.length === 0) return;
    if (
      textsOf(api).some(({ text }) =>
        /\bident?if\w+ (?:is|are|have|has|look)\b|\bUUID\b|\bGUID\b/i.test(text),
      )
    )
      return;
    yield {
      pointer: first.pointer,
      message: `No description shows what ${listed(
        firsts.map(({ name }) => name),
        'or',
        8,
      )} looks like, or which characters it may have. Give an example, such as "for example abc-123".`,
      related: others.map(({ pointer, name }) => ({
        pointer,
        message: `${name} is here for the first time`,
      })),
    };
  },
};

const isIdentifier = (name: string): boolean => {
  const tokens = tokensOf(name);
  return tokens.length > 1 && ['id', 'alias', 'uuid', 'guid'].includes(tokens.at(-1) ?? '');
};

/** Names that differ in their spelling are the same: `roomId` and `room_id`. */
const keyOf = (name: string): string => tokensOf(name).join(' ');

const hasExample = (description: string): boolean =>
  /\be\.\s?g\.|\bexample\b|\bsuch as\b|\blike ["'`]|["'`][^"'`\s]*\d[^"'`\s]*["'`]|\bUUID\b|\bformat\b|\bform\b/i.test(
    description,
  );
