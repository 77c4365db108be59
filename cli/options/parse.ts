import { Command, CommanderError, Option as CommanderOption } from 'commander';
import { exitOfAll, UsageError } from '../exit.ts';
import { type CommandName, commands, type CommandSpec } from './commands.ts';
import { type Config, dashed, readConfig } from './config.ts';
import type { Option, Values } from './option.ts';
import { type Typed, valuesOf } from './values.ts';

/** What a command was given. */
export interface Given<C extends CommandName> {
  /** Its arguments: all words that are not options. */
  readonly args: readonly string[];
  readonly values: Values<(typeof commands)[C]['options']>;
  /** The options of the command line alone, as typed. */
  readonly typed: Typed;
}

/** What the command line asks for: a command, or a text such as the help. */
export type Request =
  | { readonly [C in CommandName]: Given<C> & { readonly command: C } }[CommandName]
  | { readonly command: 'text'; readonly text: string };

/**
 * Reads the command line, and the configuration file where the command takes one.
 * @throws UsageError
 */
export function parse(
  argv: readonly string[],
  version: string,
  read: (path: string | null, section: 'run' | 'lint') => Config | null = readConfig,
): Request {
  let text = '';
  const found: { request: Request | null } = { request: null };
  const program = new Command('rooms-conformance')
    .description('Checks servers of the Matrix client rooms API against its declaration.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText(
      'after',
      '\nrooms-conformance <command> --help shows its options, examples and exit codes.',
    )
    .configureOutput({
      writeOut: (more) => void (text += more),
      writeErr: () => {},
      getOutHelpWidth: () => 100,
    })
    .exitOverride((error) => refuse(error, ''));
  for (const [name, spec] of Object.entries<CommandSpec>(commands)) {
    const command = program.command(name);
    define(command, spec);
    command.exitOverride((error) => refuse(error, `${name}: `));
    command.action((...given: readonly unknown[]) => {
      const args = given.slice(0, command.registeredArguments.length).flat().filter(isText);
      const typed: Typed = command.opts();
      const path = typed['config'];
      const section = name === 'lint' ? 'lint' : 'run';
      const file =
        'config' in spec.options
          ? read(Array.isArray(path) ? String(path.at(-1)) : null, section)
          : null;
      const values = valuesOf(spec.options, typed, file);
      const request = { command: name, args, values, typed };
      if (isRequest(request)) found.request = request;
    });
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { command: 'text', text };
    throw error;
  }
  if (found.request === null) throw new UsageError(noCommand);
  return found.request;
}

/** The table gives each option a reader of its own type, so the values of a known command are right. */
const isRequest = (given: { readonly command: string }): given is Request =>
  Object.hasOwn(commands, given.command);

const isText = (value: unknown): value is string => typeof value === 'string';

const noCommand = 'No command given. Run rooms-conformance --help for the list.';

/** Throws Commander's error in one sentence, with its proposal or with where to look; texts are not errors. */
function refuse(error: CommanderError, where: string): never {
  if (error.exitCode === 0) throw error;
  if (error.code === 'commander.help') throw new UsageError(noCommand);
  const [problem = '', proposal] = error.message.replace(/^error: /, '').split('\n');
  const command = where.replace(': ', ' ');
  const end = proposal === undefined ? `; see rooms-conformance ${command}--help` : ` ${proposal}`;
  throw new UsageError(where + problem + end);
}

/** Tells Commander about a command. */
function define(command: Command, spec: CommandSpec): void {
  command.summary(spec.summary).description(capitalized(`${spec.summary}.`));
  for (const argument of [spec.argument, spec.second]) {
    if (argument !== null) command.argument(...argument);
  }
  for (const [key, option] of Object.entries(spec.options)) addOption(command, key, option);
  const exits = { ...spec.exits, ...exitOfAll };
  command.addHelpText(
    'after',
    [
      '',
      'Examples:',
      ...columns(spec.examples.map(([args, help]) => [`rooms-conformance ${args}`, help])),
      '',
      'Exit codes:',
      ...columns(Object.entries(exits)),
    ].join('\n'),
  );
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/** Commander only collects the words; the table reads them as it reads the configuration file. */
function addOption(command: Command, key: string, option: Option<unknown>): void {
  const { value, repeats, help, shown, negatable } = option;
  const flag = `--${dashed(key)}`;
  const shape = repeats === 'all words that follow' ? `<${value}...>` : `<${value}>`;
  const made = new CommanderOption(
    value === null ? flag : `${flag} ${shape}`,
    shown === null ? help : `${help} (default: ${shown})`,
  );
  if (value !== null) {
    made.argParser((text: string, before: unknown) => [
      ...(Array.isArray(before) ? before : []),
      text,
    ]);
  }
  command.addOption(made);
  if (negatable) command.addOption(new CommanderOption(`--no-${dashed(key)}`).hideHelp());
}
