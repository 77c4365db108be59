import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateAction } from '@action-validator/core';
import { describe, expect, it } from 'vitest';
import { isObject } from '../harness/document/json.ts';
import { parseYaml } from '../harness/document/yaml.ts';

const root = join(import.meta.dirname, '..');
const source = readFileSync(join(root, 'action.yml'), 'utf8');
const judge = join(root, 'scripts/action-judge.js');
const install = join(root, 'scripts/action-install.sh');
const folder = (): string => mkdtempSync(join(tmpdir(), 'rooms-conformance-'));

interface Action {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly run: string;
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}
const action = parseYaml(source) as Action;
const { steps } = action.runs;

describe('action.yml', () => {
  it('is a valid action', () => {
    expect(validateAction(source).errors).toEqual([]);
    expect(validateAction(source.replace('composite', 'compost')).errors).not.toEqual([]);
  });

  it('gives every input to a step, under the name that its script reads', () => {
    const given = new Map(steps.flatMap((step) => Object.entries(step.env)));
    const names = Object.keys(action.inputs);
    const nameOf = (input: string): string => `INPUT_${input.replaceAll('-', '_').toUpperCase()}`;
    expect(Object.fromEntries(given)).toEqual(
      Object.fromEntries(names.map((name) => [nameOf(name), `\${{ inputs.${name} }}`])),
    );
    const read = readFileSync(judge, 'utf8') + readFileSync(install, 'utf8');
    for (const name of names) expect(read).toContain(nameOf(name).replace('INPUT_', ''));
  });

  it('puts no expression into a script, where it would be code', () => {
    expect(steps.map((step) => step.shell)).toEqual(['bash', 'bash']);
    for (const { run } of steps)
      expect(run).toMatch(/^(bash|node) "\$GITHUB_ACTION_PATH\/[\w./-]+"$/);
  });

  it('promises the outputs that its script sets', () => {
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.judge.outputs.${name} }}`);
    }
    expect(Object.keys(judged({ TARGET: '::' }).outputs)).toEqual(Object.keys(action.outputs));
  });
});

/** Runs the action with these inputs, in a folder of its own. */
function judged(inputs: Readonly<Record<string, string>>) {
  const cwd = folder();
  const [output, summary] = [join(cwd, 'output'), join(cwd, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value]),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [judge], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      CI: 'true',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...given,
    },
  });
  const outputs = Object.fromEntries(
    readFileSync(output, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('=', 2)),
  ) as Record<string, string>;
  return { cwd, status, stdout, stderr, outputs, summary: readFileSync(summary, 'utf8') };
}

describe('what the action runs', () => {
  it('judges, and gives GitHub outputs, a summary, annotations and reports', () => {
    const { cwd, status, stdout, outputs, summary } = judged({
      TARGET: 'reference',
      LEVEL: 'implied',
      ONLY: 'ban/members-see-* get_topic/member-reads-topic\n',
      SEED: '7',
      REPORT_DIRECTORY: 'out/reports',
      ARGS: '--transcripts=all\n\n  --timeout=9\n',
    });
    expect({ status, outputs }).toEqual({
      status: 0,
      outputs: {
        verdict: 'conformant',
        violated: '0',
        proven: outputs['proven'],
        report: 'out/reports/report.json',
      },
    });
    const report: unknown = JSON.parse(readFileSync(join(cwd, 'out/reports/report.json'), 'utf8'));
    expect(report).toMatchObject({ level: 'implied', seed: 7 });
    const only = isObject(report) ? report['only'] : null;
    expect(only).toEqual(['ban/members-see-*', 'get_topic/member-reads-topic']);
    expect(Number(outputs['proven'])).toBeGreaterThan(0);
    expect(summary).toContain('conformant at the level implied');
    expect(readdirSync(join(cwd, 'out/reports')).toSorted()).toEqual([
      'junit.xml',
      'report.html',
      'report.json',
    ]);

    // Between these lines GitHub takes nothing for a command, whatever the target says.
    const [, token = ''] = /^::stop-commands::(\S+)\n/.exec(stdout) ?? [];
    const [said = '', annotations = ''] = stdout.split(`\n::${token}::\n`);
    expect(said).toContain('conformant at the level implied');
    expect(annotations).toMatch(/^::notice [^\n]+\n$/);
  });

  it('ends as the run does, and says if nothing was judged', () => {
    const { cwd, status, stdout, stderr, outputs, summary } = judged({
      TARGET: 'reference',
      ONLY: '$(touch${IFS}inside) `touch${IFS}inside`',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('$(touch${IFS}inside)');
    expect(outputs).toEqual({ verdict: 'not-run', violated: '', proven: '', report: '' });
    expect(summary).toMatch(/^## Matrix rooms conformance: exit code 2\n\nThis means: usage error/);
    expect(summary).toContain('<pre>');
    expect(summary).toContain('matches no case');
    expect(stdout).toMatch(
      /\n::error title=Matrix rooms conformance::[^\n]*matches no case[^\n]*\n$/,
    );
    expect(readdirSync(cwd)).not.toContain('inside');
  });

  it('never takes an input for an option, or a line of an input for an output', () => {
    expect(judged({ TARGET: '--help' }).stderr).toContain('--help');
    const { status, outputs, summary } = judged({ REPORT_DIRECTORY: 'out\nverdict=conformant' });
    expect({ status, outputs }).toEqual({ status: 2, outputs: {} });
    expect(summary).toContain('report-directory must be a path on one line');
  });

  it('tells a target that is not there in the summary and as an annotation', () => {
    const target = 'http://127.0.0.1:1/<b>%0A::warning::';
    const { status, stdout, summary } = judged({ TARGET: target });
    expect(status).toBe(3);
    expect(summary).toMatch(/exit code 3\n\nThis means: the target cannot be reached/);
    expect(summary).toContain('the connection was refused');
    expect(summary).not.toContain('<b>');
    const annotations = stdout.split('\n').filter((line) => line.startsWith('::'));
    expect(annotations.at(-1)).toMatch(
      /^::error title=Matrix rooms conformance::the target .* the connection was refused/,
    );
    expect(annotations).toHaveLength(3);
  });
});

describe('how the action gets the tool', () => {
  /** Runs the script with an npm that only prints its arguments. */
  const installed = (version: string) => {
    const bin = folder();
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\nprintf "%s\\n" "$@"\n');
    chmodSync(join(bin, 'npm'), 0o755);
    const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
    return spawnSync('bash', [install], {
      encoding: 'utf8',
      env: { PATH, RUNNER_TEMP: '/runner', INPUT_VERSION: version },
    });
  };
  it('takes a version from the registry into a folder of the runner', () => {
    const { status, stdout } = installed('1.2.3');
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining(['/runner/rooms-conformance', 'matrix-rooms-conformance@1.2.3']),
    );
  });
  it('does not build again what is built', () => {
    expect(installed('')).toMatchObject({ status: 0, stdout: '' });
  });
  it('refuses anything but a version', () => {
    for (const version of ['1; touch x', '$(touch x)', '../evil', 'git@host:a/b', 'a b']) {
      expect(installed(version)).toMatchObject({ status: 2, stdout: '' });
    }
  });
});
