import { parseArgs } from 'node:util';

/** An option of a command of curl, or a word without one. */
export interface CurlToken {
  /** The name of the option, long where it has one; null for a word, which is a URL. */
  readonly option: string | null;
  /** Whether it has a value. */
  readonly valued: boolean;
  /** The index of the word that holds the value, and where in it the value begins. */
  readonly word: number;
  readonly from: number;
}

/** The options of curl that take a value, which of the following words is the URL depends on. Short names by long ones. */
const valued: Readonly<Record<string, string | undefined>> = {
  request: 'X',
  data: 'd',
  'data-ascii': undefined,
  'data-raw': undefined,
  'data-binary': undefined,
  'data-urlencode': undefined,
  json: undefined,
  header: 'H',
  user: 'u',
  url: undefined,
  'url-query': undefined,
  'oauth2-bearer': undefined,
  form: 'F',
  'form-string': undefined,
  'upload-file': 'T',
  'user-agent': 'A',
  cookie: 'b',
  'cookie-jar': 'c',
  'continue-at': 'C',
  'dump-header': 'D',
  referer: 'e',
  cert: 'E',
  config: 'K',
  'max-time': 'm',
  output: 'o',
  'ftp-port': 'P',
  quote: 'Q',
  range: 'r',
  'telnet-option': 't',
  'proxy-user': 'U',
  'write-out': 'w',
  proxy: 'x',
  'speed-time': 'y',
  'speed-limit': 'Y',
  'time-cond': 'z',
  'connect-timeout': undefined,
  'connect-to': undefined,
  cacert: undefined,
  capath: undefined,
  key: undefined,
  'key-type': undefined,
  'cert-type': undefined,
  pass: undefined,
  ciphers: undefined,
  'tls-max': undefined,
  interface: undefined,
  'limit-rate': undefined,
  'max-redirs': undefined,
  'max-filesize': undefined,
  noproxy: undefined,
  'output-dir': undefined,
  'request-target': undefined,
  resolve: undefined,
  retry: undefined,
  'retry-delay': undefined,
  'retry-max-time': undefined,
  rate: undefined,
  stderr: undefined,
  trace: undefined,
  'trace-ascii': undefined,
  'unix-socket': undefined,
  variable: undefined,
  'expand-data': undefined,
  'expand-url': undefined,
};

/** Those without a value that matter here. */
const switches: Readonly<Record<string, string>> = { get: 'G', head: 'I' };

const shorts = [...Object.entries(valued), ...Object.entries(switches)].flatMap(([name, short]) =>
  short === undefined ? [] : [[short, name] as const],
);
const long = new Map(shorts);

const options = {
  ...Object.fromEntries(
    Object.entries(valued).map(([name, short]) => [
      name,
      { type: 'string' as const, multiple: true, ...(short === undefined ? {} : { short }) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(switches).map(([name, short]) => [name, { type: 'boolean' as const, short }]),
  ),
};

/** Reads the words behind `curl`. Options that it does not know are taken for switches. */
export function tokensOfCurl(words: readonly string[]): readonly CurlToken[] {
  const { tokens } = parseArgs({
    args: [...words],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.flatMap((token): readonly CurlToken[] => {
    if (token.kind === 'option-terminator') return [];
    if (token.kind === 'positional')
      return [{ option: null, valued: true, word: token.index, from: 0 }];
    const option = long.get(token.name) ?? token.name;
    if (token.value === undefined) return [{ option, valued: false, word: token.index, from: 0 }];
    const here = words[token.index] ?? '';
    return token.inlineValue
      ? [{ option, valued: true, word: token.index, from: here.length - token.value.length }]
      : [{ option, valued: true, word: token.index + 1, from: 0 }];
  });
}
