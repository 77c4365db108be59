import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { listed, quoted } from '../view/words.ts';
import { valuesIn } from './prose-enum.ts';

export const enumContradictsDescription: Rule = {
  id: 'enum-contradicts-description',
  severity: 'warning',
  summary: 'A description lists other values than the enum beside it.',
  *declaration({ api }) {
    const uses = [
      ...api.operations.flatMap(({ parameters }) => parameters),
      ...[...api.models.values()].flatMap(({ properties }) => properties),
    ];
    for (const use of uses) {
      const written = use.enum ?? use.items?.enum ?? null;
      const told = valuesIn(use.description);
      if (written === null || told.length < 2) continue;
      const lower = written.map((one) => one.toLowerCase());
      const missing = told.filter((one) => !lower.includes(one.toLowerCase()));
      const untold = written.filter(
        (one) => !told.some((t) => t.toLowerCase() === one.toLowerCase()),
      );
      if (missing.length === 0 && untold.length === 0) continue;
      const parts = [
        ...(missing.length === 0
          ? []
          : [`${listed(missing.map((one) => quoted(one)))} only in the description`]),
        ...(untold.length === 0
          ? []
          : [`${listed(untold.map((one) => quoted(one)))} only in "enum"`]),
      ];
      yield {
        pointer: below(use.pointer, 'enum'),
        at: 'key',
        message: `The description and "enum" list different values: ${parts.join(', ')}.`,
        related: [{ pointer: below(use.pointer, 'description'), message: 'the description' }],
      };
    }
  },
};
