import { isPlaceholder } from '../text/placeholder.ts';

const places: readonly RegExp[] = [
  /(access_token=)([^&\s"'`<>]+)/g,
  /("access_token"\s*:\s*")([^"\\]+)/g,
  /(\\"access_token\\"\s*:\s*\\")([^"\\]+)/g,
  /(\bBearer\s+)([^\s"'`\\]+)/gi,
  /("(?:password|refresh_token|shared_secret)"\s*:\s*")([^"\\]+)/g,
];

const hidden = (text: string, mark: (secret: string) => string): string =>
  places.reduce(
    (rest, place) =>
      rest.replaceAll(place, (all, before: string, value: string) =>
        isPlaceholder(value) || value.length < 4 || /^[$<{]/.test(value)
          ? all
          : before + mark(value),
      ),
    text,
  );

/** A text in which no access token and no password can be read; what only stands for one stays. */
export const withoutTokens = (text: string): string => hidden(text, () => '‹secret›');

/** The same, in which everything else stays in its column. */
export const withStars = (text: string): string =>
  hidden(text, (secret) => '*'.repeat(secret.length));
