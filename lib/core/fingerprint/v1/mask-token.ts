/**
 * What one word of a message is: an id, an object key, a host, a number, or a word that tells kinds apart.
 *
 * A word is only masked where its shape says that it changes from job to job; two kinds in one group hide each other.
 */

/** Masks as they stand in a normalised message. A key keeps its extension. */
export const maskSource =
  "<(?:url|host|mail|ip|time|duration|size|dims|id|num|bucket|cut|key(?:\\.[a-z][a-z0-9]{0,4}|\\.7z|\\.3gp)?)>";

const extensions = new Set(
  `avif bmp gif heic heif ico jp2 jpeg jpg png psd raw svg tif tiff tpg webp
  3gp aac avi flac flv m3u8 m4a m4v mkv mov mp3 mp4 mpeg mpg ts wav webm wma wmv
  csv doc docx html json log md pdf ppt pptx txt xls xlsx xml yaml yml
  7z bz2 gz rar tar tgz zip bin dat tmp`.split(/\s+/),
);

const longest = 128;

/** `token` holds neither white space nor quotes. */
export function maskToken(token: string): string {
  // From where a run begins: inside of it each place would count the rest.
  const core = token.replace(/(?<![.=])[.=]+$/, "");
  const mask = wholeMask(core) ?? (core.length > longest ? "<id>" : null);
  if (mask === null) return maskNumbers(token);
  return mask === "<id>" ? mask + token.slice(core.length).replace(/=+/, "") : mask + token.slice(core.length);
}

/** The mask of a quoted text that looks like an object key; null when it does not. */
export function maskQuotedKey(text: string): string | null {
  if (/[<>]/.test(text)) return null;
  if (hasExtension(text)) return maskKey(text);
  if (/\s/.test(text) || !/[\p{L}\p{N}]/u.test(text)) return null;
  const isKey = /[/\\]/.test(text) || (/\d/.test(text) && /[A-Za-z]/.test(text) && !/^[A-Za-z]+\d{1,4}$/.test(text));
  return isKey ? (wholeMask(text) ?? "<key>") : null;
}

/** A token that holds a mask: a bucket before a key, and numbers. */
export function maskAround(token: string): string {
  return maskNumbers(token.replace(/^[a-z0-9][a-z0-9-]*-\d{8,12}(?=[/:]<key)/, "<bucket>"));
}

/** Each run of digits; a version number is one. */
function maskNumbers(text: string): string {
  return text.replace(numbers, (run) => (run.startsWith("<") ? run : "<num>"));
}

const numbers = new RegExp(`${maskSource}|^[-+]\\d+(?:\\.\\d+)*|\\d+(?:\\.\\d+)*`, "g");

/** In order: the first shape that fits says what the token is. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/^(?:[\w-]+\.)+(?:com|cn|net|org|io|la|dev|cloud|local|internal)$/, "<host>"],
  [/^(?:[\w-]+\.)+(?:com|cn|net|org|io|la|dev|cloud|local|internal)\//, "<url>"],
  [/^0x[0-9a-f]+$/i, "<num>"],
  [/^[a-z]?[0-9a-f]{16,}$/i, "<id>"],
  [/^(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,15}$/i, "<num>"],
  [/^[a-z0-9][a-z0-9-]*-\d{8,12}$/, "<bucket>"],
];

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `cat@2x.png` is an image in double size. */
const mailAddress = /^[\w.+-]+@(?!\dx\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$)[\w-]+(?:\.[\w-]+)+$/;

function wholeMask(token: string): string | null {
  if (uuid.test(token)) return "<id>";
  if (!/[A-Za-z]/.test(token)) return null;
  if (mailAddress.test(token)) return "<mail>";
  if (!hasExtension(token)) {
    for (const [shape, mask] of shapes) if (shape.test(token)) return mask;
  }
  if (isPath(token) || hasExtension(token)) return maskKey(token);
  return idMask(token);
}

/** A single slash between plain words is prose: `and/or`, `image/png`. */
function isPath(token: string): boolean {
  const slashes = token.match(/[/\\]/g)?.length ?? 0;
  return slashes > 0 && (slashes > 1 || /\d|^[./\\~]|[/\\]$/.test(token) || hasExtension(token));
}

/** Random letters and digits change between the two often; a word with a number does so once or twice. */
function idMask(token: string): string | null {
  const changes = token.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  const digits = token.match(/\d/g)?.length ?? 0;
  if (token.length < 16) return changes >= 3 ? "<num>" : null;
  return changes >= 3 || digits * 2 >= token.length || hasRandomCase(token) ? "<id>" : null;
}

/** Base64 that happens to hold few digits. A camel-cased name has far fewer capitals, a constant longer runs of them. */
function hasRandomCase(token: string): boolean {
  const capitals = token.match(/[A-Z]/g)?.length ?? 0;
  if (/[a-z]{6}|[A-Z]{6}/.test(token)) return false;
  return /^[A-Za-z0-9]+$/.test(token) && capitals > token.length * 0.3;
}

function maskKey(key: string): string {
  return hasExtension(key) ? `<key.${extensionOf(key)}>` : "<key>";
}

function hasExtension(text: string): boolean {
  return extensions.has(extensionOf(text)) && text.length > extensionOf(text).length + 1;
}

function extensionOf(text: string): string {
  return text.slice(text.lastIndexOf(".") + 1).toLowerCase();
}
