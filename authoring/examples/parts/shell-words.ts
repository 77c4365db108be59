import {
  forEachChild,
  parse,
  type Command,
  type DoubleQuotedChild,
  type Word,
  type WordPart,
} from 'unbash';
import { type Mapped, picked, type Span, spanOf } from '../text/mapped.ts';

/** A word of a command, without its quotes. */
export interface ShellWord {
  readonly value: Mapped;
  /** With its quotes. */
  readonly span: Span;
  readonly source: string;
  /** Whether a part of it stands in double quotes, or in single ones. */
  readonly quotes: 'none' | 'double' | 'single' | 'mixed';
}

/** A command of curl. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** What it reads from its standard input, where the document shows it. */
  readonly input: Mapped | null;
  readonly span: Span;
  /** Set where an & outside of quotes ended the command, and something like name=value follows it. */
  readonly cutAt: Span | null;
}

/** What a stretch of shell says. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  /** Where a quote is not closed. */
  readonly unclosed: readonly Span[];
}

/**
 * Finds the commands of curl in a script, wherever they stand: in pipes, conditions, assignments.
 * @param variables what names stand for; assignments of plain texts are added
 */
export function commandsOf(script: Mapped, variables: Map<string, string>): ShellScript {
  try {
    return readScript(script, variables);
  } catch (error) {
    // Nobody writes commands in commands so deep that they exhaust the stack, but for fun.
    if (error instanceof RangeError) return { commands: [], unclosed: [] };
    throw error;
  }
}

function readScript(script: Mapped, variables: Map<string, string>): ShellScript {
  const parsed = parse(script.text);
  const commands: ShellCommand[] = [];
  const visit = (node: Visited, input: Mapped | null): void => {
    if (node.type === 'Command') {
      for (const one of node.prefix) if (one.type === 'Assignment') assign(one, script, variables);
      for (const one of node.suffix) if (one.type === 'Assignment') assign(one, script, variables);
      if (/(?:^|\/)curl(?:\.exe)?$/.test(node.name?.value ?? ''))
        commands.push(commandOf(node, script, variables, input));
    }
    if (node.type === 'Pipeline') {
      let before: Mapped | null = null;
      for (const one of node.commands) {
        visit(one, before);
        before = printedBy(one, script, variables);
      }
      return;
    }
    // Places inside of backticks are not places of the script.
    if (node.type === 'CommandExpansion' && node.text.startsWith('`')) return;
    forEachChild(node, (child) => visit(child, null));
  };
  visit(parsed, null);
  const unclosed = (parsed.errors ?? [])
    .filter(({ message }) => /quote/.test(message))
    .map(({ pos }) => spanOf(script, pos, Math.min(script.text.length, pos + 1)));
  return { commands, unclosed };
}

type Visited = Parameters<typeof forEachChild>[0];

function assign(
  { name, value }: { readonly name: string; readonly value: { readonly type: string } | Word },
  script: Mapped,
  variables: Map<string, string>,
): void {
  if (!('value' in value)) return;
  const { text } = wordOf(value, script, variables).value;
  // What a command prints is not known.
  if (/[$`]/.test(value.value)) variables.delete(name);
  else variables.set(name, text);
}

/** What echo or printf hands to the next command of a pipe. */
function printedBy(
  node: { readonly type: string } | Command,
  script: Mapped,
  variables: Map<string, string>,
): Mapped | null {
  if (!('suffix' in node) || node.name?.value !== 'echo') return null;
  const words = node.suffix.filter((one) => one.type === 'Word' && !/^-[neE]+$/.test(one.value));
  const [only] = words;
  return words.length === 1 && only?.type === 'Word' ? wordOf(only, script, variables).value : null;
}

function commandOf(
  command: Command,
  script: Mapped,
  variables: ReadonlyMap<string, string>,
  piped: Mapped | null,
): ShellCommand {
  const words = command.suffix.flatMap((one) =>
    one.type === 'Word' ? [wordOf(one, script, variables)] : [],
  );
  let input = piped;
  for (const redirect of command.redirects) {
    if (redirect.type === 'HereDoc') {
      const { pos, end } = redirect.body;
      const text = script.text.slice(pos, end).replace(/\n$/, '');
      input = picked(
        script,
        text,
        Array.from(text, (_, i) => pos + i),
        pos + text.length,
      );
    } else if (redirect.type === 'HereString' && redirect.target !== undefined)
      input = wordOf(redirect.target, script, variables).value;
  }
  const behind = /^\s*&(?=[\w.]+=)/.exec(script.text.slice(command.end));
  const cut = behind === null ? null : command.end + behind[0].length - 1;
  return {
    words,
    input,
    span: spanOf(script, command.pos, Math.max(command.pos + 1, command.end)),
    cutAt: cut === null ? null : spanOf(script, cut, cut + 1),
  };
}

/** A word as the shell hands it over. A variable that is not known stays as it is written. */
function wordOf(word: Word, script: Mapped, variables: ReadonlyMap<string, string>): ShellWord {
  let text = '';
  const places: number[] = [];
  const put = (letters: string, place: (index: number) => number): void => {
    for (let i = 0; i < letters.length; i += 1) places.push(place(i));
    text += letters;
  };
  const literal = (from: number, to: number, escaped: RegExp): void => {
    for (let i = from; i < to; i += 1) {
      const letter = script.text[i] ?? '';
      const next = script.text[i + 1] ?? '';
      if (letter === '\\' && i + 1 < to && escaped.test(next)) {
        i += 1;
        if (next !== '\n') put(next, () => i);
      } else put(letter, () => i);
    }
  };
  const part = (one: WordPart | DoubleQuotedChild): void => {
    const { pos, end } = one;
    switch (one.type) {
      case 'SingleQuoted':
        return put(one.value, (i) => pos + 1 + i);
      case 'AnsiCQuoted':
        return put(one.value, (i) => Math.min(pos + 2 + i, end - 1));
      case 'DoubleQuoted':
      case 'LocaleString':
        for (const child of one.parts) {
          if (child.type === 'Literal') literal(child.pos, child.end, /["$`\\\n]/);
          else part(child);
        }
        return;
      case 'SimpleExpansion':
      case 'ParameterExpansion': {
        const name = one.type === 'SimpleExpansion' ? one.text.slice(1) : one.parameter;
        const known = variables.get(name);
        return put(known ?? one.text, (i) =>
          Math.min(pos + (known === undefined ? i : 0), end - 1),
        );
      }
      case 'Literal':
        return literal(pos, end, /[\s\S]/);
      case 'ArithmeticExpansion':
      case 'BraceExpansion':
      case 'CommandExpansion':
      case 'ExtendedGlob':
      case 'Glob':
      case 'ProcessSubstitution':
        return put(one.text, (i) => Math.min(pos + i, end - 1));
    }
  };
  if (word.parts === undefined) literal(word.pos, word.end, /[\s\S]/);
  else for (const one of word.parts) part(one);
  return {
    value: picked(script, text, places, Math.max(word.pos, word.end - 1)),
    span: spanOf(script, word.pos, word.end),
    source: script.text.slice(word.pos, word.end),
    quotes: quotesOf(word.parts ?? []),
  };
}

function quotesOf(parts: readonly WordPart[]): ShellWord['quotes'] {
  const double = parts.some((one) => one.type === 'DoubleQuoted');
  const single = parts.some((one) => one.type === 'SingleQuoted' || one.type === 'AnsiCQuoted');
  if (double) return single || parts.length > 1 ? 'mixed' : 'double';
  return single ? 'single' : 'none';
}
