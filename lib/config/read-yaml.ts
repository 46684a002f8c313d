/** YAML of the settings file as plain values. Errors tell where and what, never the text: it may be a secret's. */

import { type Document, LineCounter, parseDocument, type YAMLError } from "yaml";

export type ReadYaml = { readonly value: unknown } | { readonly problems: readonly string[] };

/** Duplicate keys, unknown tags and keys that are not text are problems too. */
export function readYaml(text: string): ReadYaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true, uniqueKeys: true });
  const problems = [...document.errors, ...document.warnings].map((error) => describe(error, lineCounter));
  if (problems.length > 0) return { problems };
  return resolve(document) ?? { problems: ["an alias stands for nothing, or for too much"] };
}

/** Null when an alias cannot be resolved. The library's own error names it, and so may tell a secret. */
function resolve(document: Document.Parsed): { readonly value: unknown } | null {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return null;
  }
}

function describe({ code, pos }: YAMLError, lineCounter: LineCounter): string {
  const { line, col } = lineCounter.linePos(pos[0]);
  return `line ${line}, column ${col}: ${code.toLowerCase().replaceAll("_", " ")}`;
}
