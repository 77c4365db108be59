/** How many letters must be added, left out or changed to turn one word into the other. */
export function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i += 1) {
    const row = [i + 1];
    for (let j = 1; j <= b.length; j += 1)
      row.push(
        Math.min(
          (above[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (above[j - 1] ?? 0) + (a[i] === b[j - 1] ? 0 : 1),
        ),
      );
    above = row;
  }
  return above[b.length] ?? 0;
}
