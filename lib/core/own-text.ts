/**
 * A copy of a text that keeps nothing else alive. What is cut out of an answer holds on to some kilobytes of it, which is
 * too much for the name of something that is kept all night.
 */

export function ownText(text: string): string {
  // The one encoding that changes no text, be it well-formed or not.
  return Buffer.from(text, "utf16le").toString("utf16le");
}
