/** Ends a text that was cut when a recording was read. */
export const cutMark = '\u0000… (cut)';

/** Whether a text was cut when it was read. */
export const wasCut = (text: string): boolean => text.endsWith(cutMark);
