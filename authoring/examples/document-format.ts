/** The formats of documents. */
export const formats = ['markdown', 'rst', 'asciidoc', 'json', 'http', 'shell'] as const;
export type DocumentFormat = (typeof formats)[number];

const extensions: Readonly<Record<string, DocumentFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdown: 'markdown',
  mkd: 'markdown',
  mdx: 'markdown',
  rst: 'rst',
  rest: 'rst',
  txt: 'rst',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  asc: 'asciidoc',
  json: 'json',
  json5: 'json',
  jsonc: 'json',
  har: 'json',
  http: 'http',
  sh: 'shell',
  bash: 'shell',
  curl: 'shell',
};

/** The format that the name of a file stands for; null where it stands for none. */
export const formatOf = (name: string): DocumentFormat | null =>
  extensions[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? null;
