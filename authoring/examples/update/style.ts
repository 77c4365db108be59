/** How a text in JSON is laid out. */
export interface Style {
  /** What one level is indented by; null where everything stands on one line. */
  readonly indent: string | null;
  readonly afterColon: string;
  readonly afterComma: string;
}

/** The layout of a text in JSON, by what it begins with. */
export function styleOf(text: string): Style {
  const indent = /^\s*[{[][^\S\n]*\n([ \t]+)/.exec(text)?.[1] ?? null;
  return {
    indent,
    afterColon: /"\s*:(\s?)/.exec(text)?.[1] === '' ? '' : ' ',
    afterComma: /,(?=["\d{[tfn-])/.test(text) && !/, /.test(text) ? '' : ' ',
  };
}

/** A value as JSON in a layout. @param margin what its lines begin with, but for the first */
export function printed(
  value: unknown,
  { indent, afterColon, afterComma }: Style,
  margin: string,
): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent === null ? '' : margin + indent;
  const items = Array.isArray(value)
    ? value.map((item: unknown) => printed(item, { indent, afterColon, afterComma }, inner))
    : Object.entries(value).map(
        ([key, item]) =>
          `${JSON.stringify(key)}:${afterColon}${printed(item, { indent, afterColon, afterComma }, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  if (indent === null) return open + items.join(`,${afterComma}`) + close;
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${margin}${close}`;
}
