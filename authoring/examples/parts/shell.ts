import { readJson } from '../text/json.ts';
import { type Mapped, slice, spanOf } from '../text/mapped.ts';
import { type ReadBeside, requestsOf } from './curl.ts';
import { messagesOf } from './http.ts';
import type { Part, Slip } from './part.ts';
import { type Region, regionsOf } from './shell-regions.ts';
import { commandsOf } from './shell-words.ts';

/** Reads a block of shell: its commands of curl, and what they print. @param variables of the document so far */
export function readShell(
  block: Mapped,
  variables: Map<string, string>,
  readBeside: ReadBeside,
): readonly Part[] {
  return regionsOf(block).flatMap((region) =>
    region.kind === 'commands'
      ? readCommands(region, variables, readBeside)
      : // Curl with -v prints the request once more.
        readOutput(region.content).filter((part) => part.kind !== 'request'),
  );
}

function readCommands(
  { content, source }: Region,
  variables: Map<string, string>,
  readBeside: ReadBeside,
): readonly Part[] {
  const { commands, unclosed } = commandsOf(content, variables);
  const slips: readonly Slip[] = [
    ...unclosed.map((span): Slip => ({
      kind: 'quoting',
      certain: true,
      what: 'This quote is not closed.',
      span,
      suggestion: null,
    })),
    ...[...source.matchAll(/\\([ \t]+)\n/g)].map(({ index, 1: spaces = '' }): Slip => {
      const span = spanOf(content, index + 1, index + 1 + spaces.length);
      const what =
        'A space stands behind the backslash, so the command ends here and not on the next line.';
      return { kind: 'quoting', certain: true, what, span, suggestion: { span, text: '' } };
    }),
  ];
  const requests = commands.flatMap((command) => requestsOf(command, content, readBeside));
  const isOurs = /\/_matrix\/client\/api\/v1\/(?:rooms|join|createRoom)\b/.test(source);
  if (requests.length === 0 && isOurs)
    return slips.slice(0, 1).map((slip) => ({ kind: 'broken', slip }));
  return requests.map((request, i) => {
    const next = requests[i + 1];
    const own = slips.filter(
      ({ span }) =>
        (i === 0 || span.start >= request.span.start) &&
        (next === undefined || span.start < next.span.start),
    );
    return own.length === 0 ? request : { ...request, slips: [...request.slips, ...own] };
  });
}

/** Output that is JSON, or an HTTP message as curl prints it with -i or -v. */
function readOutput(output: Mapped): readonly Part[] {
  if (/^\s*(?:HTTP\/\d|[<>*]\s)/.test(output.text)) return messagesOf(output);
  const from = /^\s*(?=[{[])/.exec(output.text)?.[0].length;
  if (from === undefined) return [];
  const rest = output.text.slice(from);
  const { root, end } = readJson(rest);
  const content = slice(output, from, from + (root === null ? rest.trimEnd().length : end));
  return [{ kind: 'json', content, span: spanOf(content) }];
}
