import { elementIds, type Payload, type Transcripts } from './payload.ts';

/** Reads what the page shows. */
export const unpackPayload = async (): Promise<Payload> => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same build wrote it
  return (await unpack(elementIds.payload)) as Payload;
};

/** Reads what crossed the wire in cases that passed. */
export const unpackTranscripts = async (): Promise<Transcripts> => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same build wrote it
  return (await unpack(elementIds.transcripts)) as Transcripts;
};

async function unpack(id: string): Promise<unknown> {
  const text = document.querySelector(`#${id}`)?.textContent ?? '';
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json();
}
