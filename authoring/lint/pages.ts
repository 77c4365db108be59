const home = 'https://github.com/matrix-rooms-conformance/matrix-rooms-conformance/blob/main';

/** Where the page of a rule is. */
export const pageOf = (rule: string): string => `${home}/docs/lint/${rule}.md`;

/** Where the guide to the linter is. */
export const guide = `${home}/docs/lint/README.md`;
