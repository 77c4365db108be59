import type { RequirementId } from '../../document/ids.ts';

/** A requirement that a server violated, as several exchanges show together. */
export interface Wrong {
  readonly requirement: RequirementId;
  /** One or two whole sentences without secrets. */
  readonly what: string;
  /** The numbers of the earlier exchanges that show it. */
  readonly shownBy: readonly number[];
}

export const wrong = (
  requirement: RequirementId,
  what: string,
  ...shownBy: readonly (number | null | undefined)[]
): Wrong => ({
  requirement,
  what,
  shownBy: [...new Set(shownBy.filter((one) => typeof one === 'number'))].toSorted((a, b) => a - b),
});
