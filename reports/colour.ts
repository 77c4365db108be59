import picocolors from 'picocolors';
import { type Paint, unpainted } from './paint.ts';

/** The colours of a terminal, or none. */
export function createPaint(enabled: boolean): Paint {
  if (!enabled) return unpainted;
  const { green, red, yellow, dim, bold } = picocolors.createColors(true);
  const styles = { good: green, bad: red, unsure: yellow, quiet: dim, strong: bold };
  return (style, text) => styles[style](text);
}
