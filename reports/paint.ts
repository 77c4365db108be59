/** What a piece of text is, for who colours it. */
type Style = 'good' | 'bad' | 'unsure' | 'quiet' | 'strong';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Leaves every text as it is. */
export const unpainted: Paint = (_style, text) => text;
