import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const localhostBasePath: Rule = {
  id: 'localhost-base-path',
  severity: 'info',
  summary: 'The base path is on the machine of whoever wrote it.',
  *declaration({ api }) {
    const written = api.basePath ?? '';
    if (!URL.canParse(written)) return;
    const { hostname } = new URL(written);
    if (!/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/.test(hostname)) return;
    yield {
      pointer: '/basePath',
      message: `The base path is on ${quoted(hostname)}, which is another machine for every reader. Tools will send their requests there.`,
    };
  },
};
