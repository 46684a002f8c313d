/**
 * Text as it stands, in a markup that knows no escapes: what could be markup or call somebody is replaced by the
 * full-width character that looks like it. An underscore inside of a word is none and stays, so that keys can be copied.
 */

const markup = /[*~`[\]<>&#|\\@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** What makes a list, a rule or a heading where a line begins with it. */
const opener = /^[-+=]/;

/** Of one line. */
export function literalText(line: string): string {
  return line.replace(opener, lookAlike).replace(markup, lookAlike);
}

/** Where entities are known for what calls somebody, these signs stay themselves. */
export function literalEmphasis(text: string): string {
  return text.replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, lookAlike);
}

/** An address for the round brackets of Markdown, or the angle ones of others. */
export function linkTarget(url: string): string {
  return url.replace(/[()<>|\s]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Full-width forms stand in the order of ASCII (Unicode block "Halfwidth and Fullwidth Forms"). */
function lookAlike(char: string): string {
  return String.fromCodePoint(char.charCodeAt(0) + 0xfee0);
}
