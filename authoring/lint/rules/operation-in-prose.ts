import type { Operation } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { segmentsOf, templateNames } from '../view/paths.ts';
import { allTextsOf } from '../view/prose.ts';
import { quoted } from '../view/words.ts';

export const operationInProse: Rule = {
  id: 'operation-in-prose',
  severity: 'warning',
  summary: 'A text describes a path that no entry of "apis" has.',
  *declaration({ api }) {
    const paths = new Set(api.apis.map(({ path }) => shapeOf(path)));
    const base =
      api.basePath !== null && URL.canParse(api.basePath)
        ? shapeOf(new URL(api.basePath).pathname)
        : '';
    const isDeclared = (path: string): boolean => {
      const shape = shapeOf(path);
      return paths.has(shape) || (shape.startsWith(base) && paths.has(shape.slice(base.length)));
    };
    const heads = new Set(api.apis.map(({ path }) => segmentsOf(path)[0] ?? ''));
    for (const operation of api.operations) {
      for (const { pointer, text } of allTextsOf(operation)) {
        const path = pathsIn(text).find((one) => !isDeclared(one) && isOurs(one, operation, heads));
        if (path === undefined) continue;
        const isSuffix = segmentsOf(path).length === 1;
        // The suffix may be a path of its own already.
        if (isSuffix && isDeclared(operation.path + path)) continue;
        yield {
          pointer,
          message: isSuffix
            ? `The text adds ${quoted(path)} to the path, and "apis" has no ${quoted(operation.path + path, 120)}. Tools and readers of the list do not see an operation that only a text describes.`
            : `The text speaks of the path ${quoted(path, 120)}, and "apis" has none like it. Tools and readers of the list do not see what only a text describes.`,
        };
      }
    }
  },
};

/** The templates in a text: at least one segment in braces, behind a slash. */
const pathsIn = (text: string): readonly string[] =>
  (text.match(/(?<![\w:/}])(?:\/(?:[\w.~-]+|\{\w+\}))+/g) ?? []).filter((path) =>
    /\/\{\w+\}/.test(path),
  );

/** Whether a path is of this API: it begins like one of its paths, or is a suffix with a parameter that the path lacks. */
function isOurs(path: string, operation: Operation, heads: ReadonlySet<string>): boolean {
  const segments = segmentsOf(path);
  const [first = ''] = segments;
  if (segments.length > 1) return heads.has(first) && !first.startsWith('{');
  const names = [...templateNames(operation.path), ...operation.parameters.map(({ name }) => name)];
  return templateNames(path).some((name) => !names.includes(name));
}

/** A path in which every parameter is like any other. */
const shapeOf = (path: string): string =>
  segmentsOf(path)
    .map((segment) => `/${segment.replaceAll(/\{[^{}]*\}/g, '{}')}`)
    .join('');
