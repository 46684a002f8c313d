/**
 * Literals that are looked for where they are expected, four bytes at a time.
 *
 * Cutting a string out to compare it takes three times as long from 13 characters on, where engines begin to make views.
 */

export interface Literal {
  /** One character a byte, four at least. */
  readonly text: string;
  /** Bytes 0 to 3, 4 to 7 and so on; the last word is that of the last four, which may overlap the one before. */
  readonly words: Int32Array;
}

const wordBytes = 4;

export function createLiteral(text: string): Literal {
  const view = viewOf(Buffer.from(text, "latin1"));
  const words = new Int32Array(Math.ceil(text.length / wordBytes));
  for (const index of words.keys()) words[index] = view.getInt32(Math.min(index * wordBytes, text.length - wordBytes));
  return { text, words };
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function isLiteralAt(view: DataView, at: number, { text, words }: Literal): boolean {
  const last = at + text.length - wordBytes;
  if (last + wordBytes > view.byteLength) return false;
  let index = 0;
  for (let word = at; word < last; word += wordBytes) {
    if (view.getInt32(word) !== words[index]) return false;
    index += 1;
  }
  return view.getInt32(last) === words[index];
}
