/** Headers as Node has them, of lines such as `Host: localhost`. */
export const raw = (...lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
