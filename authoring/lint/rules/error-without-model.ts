import type { Rule } from '../view/rule.ts';

export const errorWithoutModel: Rule = {
  id: 'error-without-model',
  severity: 'info',
  summary: 'No error says what its body looks like.',
  *declaration({ api }) {
    const errors = api.operations
      .flatMap(({ responses }) => responses)
      .filter(({ code }) => (code ?? 0) >= 400);
    const [first, ...others] = errors.filter(({ raw }) => raw['responseModel'] === undefined);
    if (first === undefined) return;
    const message =
      others.length + 1 === errors.length
        ? `None of the ${errors.length === 1 ? 'errors' : `${errors.length} errors`} of this file has a "responseModel", so nobody knows what the body of an error holds.`
        : `${others.length + 1} of ${errors.length} errors have no "responseModel". Is their body empty?`;
    yield {
      pointer: first.pointer,
      message,
      related: others.slice(0, 50).map(({ pointer }) => ({ pointer, message: 'also here' })),
    };
  },
};
