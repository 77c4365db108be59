/** Faults that are known to get away, by id, each with the reason. */
export const faultGaps: Readonly<Record<string, string>> = {};

/** Cases that are known to catch no fault, by id, each with the reason. */
export const caseGaps: Readonly<Record<string, string>> = {};
