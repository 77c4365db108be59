/** A document that is not a replay. The message names the key that is wrong. */
export class ReplayError extends Error {}
