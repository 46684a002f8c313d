/**
 * A little of what came, fit for an error message: one line, printable, short.
 *
 * Ends at the first `?` and hides user-info and long runs of token characters, which is where secrets stand.
 */

const decoder = new TextDecoder();

export function showBeginning(bytes: Uint8Array): string {
  const text = decoder.decode(bytes.subarray(0, 240));
  return showText(text, 60);
}

/** `limit` is in characters. */
export function showText(text: string, limit: number): string {
  const [shown = ""] = text.split("?", 1);
  const line = shown
    .replace(/[\p{C}\s]+/gu, " ")
    .replace(/\/\/[^\s/@]*@/g, "//")
    .replace(/[\w+/=-]{21,}/g, "…");
  const characters = [...line.trim()];
  return characters.length <= limit ? characters.join("") : `${characters.slice(0, limit).join("")}…`;
}
