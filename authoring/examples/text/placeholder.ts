const forms: readonly RegExp[] = [
  // Left out.
  /^(?:\.{2,}|…|\?+|_{2,}|-{2,}|x{3,}|X{3,})$/,
  /\.{3}|…/,
  // Brackets of all kinds.
  /^<[^<>]*>$/,
  /^\{+[^{}]*\}+$/,
  /^\[[\w .-]+\]$/,
  // Variables.
  /^\$\{?\w+\}?$/,
  /^\$\(.*\)$/s,
  /^:[a-zA-Z]\w*$/,
  /^%\w+%$/,
  // Words for somebody else to replace.
  /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+$/,
  /^(?:your|my|some|the|insert)[-_ ]\w/i,
];

/** Whether a text stands for another one that the author left to the reader, such as YOUR_ACCESS_TOKEN, <room> or $ROOM. */
export const isPlaceholder = (text: string): boolean =>
  forms.some((form) => form.test(text.trim()));

/** Whether a word outside of quotes stands for a value in JSON: a placeholder, or the name of a type. */
export const isValueWord = (word: string): boolean =>
  isPlaceholder(word) ||
  /^(?:string|integer|int|number|float|boolean|bool|object|array|list|timestamp|any|etc\.?)$/i.test(
    word,
  ) ||
  // The name of a model.
  (/^[A-Z][a-z]+\w*$/.test(word) && !/^(?:True|False|None)$/.test(word)) ||
  // An upper-case word alone, but for those that are not JSON.
  /^[A-Z][A-Z0-9]+$/.test(word);
