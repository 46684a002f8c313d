/**
 * Text as fingerprints see it first: full-width forms plain, with the space that plain punctuation has behind it, no
 * control characters, invisible ones, combining marks or terminal codes, and single spaces.
 */

const escapeCharacter = String.fromCharCode(27);
const terminalCodes = new RegExp(`${escapeCharacter}(?:\\[[0-?]*[ -/]*[@-~]|[@-Z\\\\-_])`, "g");

export function plainText(text: string): string {
  return plain(text.replace(terminalCodes, "").replace(/[，：；！？]/g, "$& ")).trim();
}

/** A piece of such a text: the spaces at its ends stay, and none is added there. */
export function plainLiteral(text: string): string {
  return plain(text.replace(/[，：；！？](?=[\s\S])/g, "$& "));
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{M}\p{Cf}\p{Cs}]/gu, "")
    .normalize("NFKC")
    .replace(/[\s\p{Cc}]+/gu, " ");
}
