/**
 * A request's path and query as they go out, encoded as RFC 3986 has it.
 *
 * Everything but letters, digits and `-_.~` is escaped, as the signature's own encoding does: a `+` left as it
 * is would arrive as a space.
 */

export function requestTarget(path: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) =>
    value === "" ? encode(name) : `${encode(name)}=${encode(value)}`,
  );
  const encodedPath = path.split("/").map(encode).join("/");
  return pairs.length === 0 ? encodedPath : `${encodedPath}?${pairs.join("&")}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
