import { createHash } from 'node:crypto';
import { sarifText } from '../../source/sarif.ts';
import type { Finding, LintReport } from '../finding.ts';
import { guide, pageOf } from '../pages.ts';
import { rules } from '../rules/index.ts';

/** The findings as SARIF 2.1.0, for code scanning. @param version of this program */
export const lintSarif = ({ files, findings }: LintReport, version: string): string =>
  sarifText({
    tool: 'rooms-conformance lint',
    version,
    guide,
    mimeTypes: new Map(files.map(({ name }) => [name, 'application/json'])),
    rules: rules
      .filter(({ id }) => findings.some(({ rule }) => rule === id))
      .map(({ id, summary, severity }) => ({ id, summary, severity, page: pageOf(id) })),
    results: findings.map((finding) => ({
      ...finding,
      fingerprint: fingerprint(finding),
      isKnown: finding.known,
    })),
  });

/** The same as long as the finding is the same, wherever it stands in the file. */
const fingerprint = ({ rule, file, address }: Finding): string =>
  createHash('sha256').update(`${rule}\n${file}\n${address}`).digest('hex').slice(0, 32);
