import { parse } from 'yaml';

/** Reads YAML, of which JSON is a part. @throws Error whose message names line and column */
export const parseYaml = (text: string): unknown => parse(text, { logLevel: 'error' });
