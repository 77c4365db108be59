/** What a piece of text means, for whoever colours it. */
export type Tone = 'good' | 'bad' | 'unsure' | 'quiet' | 'strong';

/** Colours a text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** Leaves every text as it is. */
export const unpainted: Paint = (_tone, text) => text;
