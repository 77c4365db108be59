/** The words that a mistyped word was probably meant to be, nearest first; none when all are too different. */
export function nearest(word: string, candidates: Iterable<string>, most = 3): readonly string[] {
  const typed = word.toLowerCase();
  const farthest = Math.max(2, Math.ceil(typed.length * 0.4));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: between(typed, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= farthest)
    .toSorted((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** The end of a sentence about a mistyped word: '; did you mean a, b or c?', or nothing. */
export function didYouMean(
  word: string,
  candidates: Iterable<string>,
  written: (candidate: string) => string = (candidate) => candidate,
): string {
  const words = nearest(word, candidates).map(written);
  const last = words.at(-1);
  if (last === undefined) return '';
  const first = words.slice(0, -1).join(', ');
  return `; did you mean ${first === '' ? last : `${first} or ${last}`}?`;
}

/** A part of a candidate counts as nearly the candidate, so that the end of a case id finds the case. */
function between(typed: string, candidate: string): number {
  return typed.length > 2 && candidate.includes(typed)
    ? 0.5 + (candidate.length - typed.length) / 1000
    : levenshtein(typed, candidate);
}

/** How many letters must be added, left out or changed to turn one word into the other. */
function levenshtein(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i += 1) {
    const row = [i + 1];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (above[j - 1] ?? 0) + (a[i] === b[j - 1] ? 0 : 1);
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
