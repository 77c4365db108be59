import type { Operation } from '../document/declaration.ts';
import type { Values } from '../document/routes.ts';
import { describeMismatch, type Shapes } from '../judge/shape.ts';
import type { CallOptions } from '../judge/user.ts';
import { show, SuiteBug } from '../judge/verdict.ts';

/** A body's text. Operations without a declared body get `{}`, which every known server accepts (DEF-12). */
export function bodyOf(operation: Operation, values: Values, options: CallOptions): string | null {
  if (options.raw !== undefined) return options.raw;
  if (operation.method === 'GET' || options.bodyless === true) return null;
  return JSON.stringify(values['body'] === undefined ? {} : values['body']);
}

/** The JSON value that a body says; undefined where there is none. */
export function sentIn(body: string | null, values: Values, { raw }: CallOptions): unknown {
  if (body === null) return undefined;
  return raw === undefined ? (values['body'] ?? {}) : JSON.parse(raw);
}

/** Checks the suite's own requests against the letter of the declaration. @throws OwnFault */
export function requireValidRequest(
  shapes: Shapes,
  operation: Operation,
  values: Values,
  body: unknown,
): void {
  const declared = operation.parameters.find((p) => p.in === 'body');
  if (declared !== undefined) {
    const [misshape] = shapes.request(operation, body);
    if (misshape !== undefined) {
      throw new SuiteBug(`${operation.nickname}: ${describeMismatch(misshape)}`);
    }
  }
  for (const parameter of operation.parameters) {
    const value = parameter.type === 'integer' ? values[parameter.name] : undefined;
    if (value !== undefined && !Number.isInteger(value)) {
      throw new SuiteBug(`${operation.nickname}: ${parameter.name} is ${show(value)}`);
    }
  }
}
