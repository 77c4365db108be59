import type { JsonPointer } from '../../../harness/document/declaration.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import { type JsonNode, type JsonText, readJson } from '../text/json.ts';
import { type Mapped, type Span, spanOf } from '../text/mapped.ts';

/** JSON of an example, as far as the author shows it. */
export interface ShownJson {
  readonly content: Mapped;
  readonly read: JsonText;
  /** With null in the place of what is left out; undefined where nothing could be read. */
  readonly value: unknown;
  /** The node at a place of the value; null where it has none. */
  nodeAt(pointer: JsonPointer): JsonNode | null;
  /** The place in the document; of what is missing, the bracket that begins what it is missing from. */
  spanAt(pointer: JsonPointer): Span;
  /** Whether what stands at a place, or is missing there, was left to the reader. */
  isOpen(pointer: JsonPointer): boolean;
}

/** Reads the JSON of an example. Never throws. */
export function shownJson(content: Mapped): ShownJson {
  const read = readJson(content.text);
  const nodeAt = (pointer: JsonPointer): JsonNode | null =>
    pathTo(read.root, pointer).at(-1) ?? null;
  return {
    content,
    read,
    value: read.root === null ? undefined : valueOf(read.root),
    nodeAt,
    spanAt(pointer) {
      const node = nodeAt(pointer);
      if (node !== null) return spanOf(content, node.start, node.end);
      const around = pathTo(read.root, pointer).findLast((one) => one !== null);
      return around === undefined
        ? spanOf(content, 0, 1)
        : spanOf(content, around.start, around.start + 1);
    },
    isOpen: (pointer) =>
      pathTo(read.root, pointer).some((node, i, path) => {
        if (node === null) {
          const around = path[i - 1];
          return around?.kind === 'object' || around?.kind === 'array' ? around.open : false;
        }
        return isHidden(node);
      }),
  };
}

const isHidden = (node: JsonNode): boolean =>
  node.kind === 'elided' ||
  (node.kind === 'scalar' && typeof node.value === 'string' && isPlaceholder(node.value));

/** The nodes from the root to a place; null for what is missing. */
function pathTo(root: JsonNode | null, pointer: JsonPointer): readonly (JsonNode | null)[] {
  const path: (JsonNode | null)[] = [root];
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const node = path.at(-1) ?? null;
    if (node?.kind === 'object')
      path.push(node.entries.findLast((entry) => entry.key === key)?.value ?? null);
    else if (node?.kind === 'array')
      path.push(/^\d+$/.test(key) ? (node.items[Number(key)] ?? null) : null);
    else path.push(null);
    if (path.at(-1) === null) break;
  }
  return path;
}

function valueOf(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, valueOf(value)]));
    case 'array':
      return node.items.map(valueOf);
    case 'scalar':
      return node.value;
    case 'elided':
      return null;
  }
}
