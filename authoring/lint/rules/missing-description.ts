import type { Rule } from '../view/rule.ts';

export const missingDescription: Rule = {
  id: 'missing-description',
  severity: 'info',
  summary: 'Parameters have no description, while others have one.',
  *declaration({ api }) {
    const parameters = api.operations.flatMap((operation) => operation.parameters);
    const silent = parameters.filter(({ raw }) => raw['description'] === undefined);
    const [first, ...others] = silent;
    // A file without any descriptions is meant to have none.
    if (first === undefined || silent.length * 2 > parameters.length) return;
    yield {
      pointer: first.pointer,
      message: `${silent.length === 1 ? 'One parameter has' : `${silent.length} parameters have`} no description, and ${parameters.length - silent.length} have one. What does ${first.name} mean?`,
      related: others.slice(0, 50).map(({ pointer }) => ({ pointer, message: 'also here' })),
    };
  },
};
