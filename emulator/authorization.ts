/** The seven `q-*` fields of a signed request, from its Authorization header or, when presigned, from its query. */

import type { EmulatorRequest } from "./http.ts";

export interface Authorization {
  readonly via: "header" | "query";
  readonly secretId: string;
  readonly keyTime: string;
  readonly signTime: string;
  /** Epoch seconds: the part in which both times are valid. */
  readonly validFrom: number;
  readonly validTo: number;
  readonly headerList: readonly string[];
  readonly paramList: readonly string[];
  readonly signature: string;
}

const span = /^(\d{1,12});(\d{1,12})$/;

/** Null for an anonymous request; a sentence for fields that make no sense. */
export function readAuthorization(request: EmulatorRequest): Authorization | string | null {
  const header = request.headers.get("authorization");
  if (header !== undefined) return readFields(splitHeader(header), "header");
  return request.query.has("q-signature") ? readFields(request.query, "query") : null;
}

function splitHeader(header: string): ReadonlyMap<string, string> {
  return new Map(
    header.split("&").map((field) => {
      const equals = field.indexOf("=");
      return equals < 0 ? [field.trim(), ""] : [field.slice(0, equals).trim(), field.slice(equals + 1)];
    }),
  );
}

function readFields(fields: ReadonlyMap<string, string>, via: "header" | "query"): Authorization | string {
  const field = (name: string) => fields.get(name) ?? "";
  if (field("q-sign-algorithm") !== "sha1") return "q-sign-algorithm must be sha1";
  if (field("q-ak") === "") return "q-ak is missing";
  const signSpan = span.exec(field("q-sign-time"));
  const keySpan = span.exec(field("q-key-time"));
  if (!signSpan || !keySpan) return "q-sign-time and q-key-time must be two times in seconds, joined by a semicolon";
  if (!/^[0-9a-f]{40}$/.test(field("q-signature"))) return "q-signature must be 40 hexadecimal digits";
  const headerList = readList(fields.get("q-header-list"));
  const paramList = readList(fields.get("q-url-param-list"));
  if (!headerList || !paramList) return "q-header-list and q-url-param-list must be there, in lower case and sorted";
  return {
    via,
    secretId: field("q-ak"),
    keyTime: field("q-key-time"),
    signTime: field("q-sign-time"),
    validFrom: Math.max(Number(signSpan[1]), Number(keySpan[1])),
    validTo: Math.min(Number(signSpan[2]), Number(keySpan[2])),
    headerList,
    paramList,
    signature: field("q-signature"),
  };
}

function readList(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  const names = text === "" ? [] : text.split(";");
  const inOrder = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  return inOrder && text === text.toLowerCase() ? names : null;
}
