import { parseYaml } from '../harness/document/yaml.ts';
import { WrongQuestion } from './exit.ts';

/**
 * Reads YAML, of which JSON is a part.
 * @param source what the text is, for messages; they never hold a part of the text, which may be secret
 * @throws WrongQuestion with the place of the first error
 */
export function parseDocument(text: string, source: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    const place =
      error instanceof Error ? /at line \d+, column \d+/.exec(error.message)?.[0] : null;
    throw new WrongQuestion(
      `${source} is neither YAML nor JSON${place === null || place === undefined ? '' : ` (${place})`}`,
    );
  }
}
