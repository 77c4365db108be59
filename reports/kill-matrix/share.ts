/** A share as a percentage. It is cut, not rounded: 100 % means all. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '100.0 %' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
