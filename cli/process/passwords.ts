/** Between `//` and `@` of a URL, and in `name:password@host` without a scheme. */
const passwords = [/(?<=\/\/)[^\s"'`]*@/g, /(?<![\w/])[^\s"'`/@]+:(?!\/\/)[^\s"'`@]+@(?=[\w[])/g];

/** A text in which no URL shows a user or a password. A path that holds `@` is hidden too: it may be part of a password. */
export const withoutPasswords = (text: string): string =>
  passwords.reduce((rest, pattern) => rest.replaceAll(pattern, '‹secret›@'), text);
