/** A sink's address and secret, read from the environment when they are needed and not before. */

import type { SinkPlace } from "../../core/alerts/sink-place.ts";
import type { SinkKind } from "./sink-kind.ts";

/** Of the environment. */
export type Variable = (name: string) => string | undefined;

interface Found {
  readonly url: URL;
  readonly secret: string | null;
}

/** The problems name variables, never their values. */
export function readVariables(
  place: SinkPlace,
  kind: SinkKind,
  variable: Variable,
): Found | { readonly problems: readonly string[] } {
  const { secretFrom } = place;
  const address = readAddress({ ...place, of: `sink ${place.name}` }, variable);
  const secret = secretFrom === null ? null : (variable(secretFrom) ?? "");
  const problems = [
    ...("problems" in address ? address.problems : []),
    ...(secretFrom === null || secret === null ? [] : secretProblems(secretFrom, secret, kind)),
  ];
  return "problems" in address || problems.length > 0 ? { problems } : { url: address.url, secret };
}

interface AddressPlace extends Pick<SinkPlace, "urlFrom" | "allowPrivate"> {
  /** Whose address it is, for people. */
  readonly of: string;
}

export function readAddress(
  place: AddressPlace,
  variable: Variable,
): { readonly url: URL } | { readonly problems: readonly string[] } {
  const text = variable(place.urlFrom) ?? "";
  const url = parseUrl(text);
  const problems = addressProblems(url, text, place);
  return url === null || problems.length > 0 ? { problems } : { url };
}

function addressProblems(url: URL | null, text: string, { of, urlFrom, allowPrivate }: AddressPlace): string[] {
  if (text === "") return [`${urlFrom}: not set; it is to hold the address of ${of}`];
  if (url === null) return [`${urlFrom}: holds no address; expected one that begins with https://`];
  if (url.username + url.password !== "") return [`${urlFrom}: its address holds a user or a password`];
  if (url.protocol === "https:" || (url.protocol === "http:" && allowPrivate)) return [];
  const hint = url.protocol === "http:" ? "; http only goes with allowPrivate: true" : "";
  return [`${urlFrom}: its address does not begin with https://${hint}`];
}

/** A line feed at the end of a value read from a file would break the signature, and say so nowhere. */
function secretProblems(name: string, secret: string, kind: SinkKind): string[] {
  if (secret === "") return [`${name}: not set; it is to hold the secret to sign with`];
  if (/[^!-~]/.test(secret)) return [`${name}: holds a space, a line end or another character that no secret has`];
  const problem = kind.secretProblem(secret);
  return problem === null ? [] : [`${name}: holds no secret of this kind; ${problem}`];
}

/** `URL.canParse` is younger than Node 18.15. */
function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
