/** YAML of the settings file as plain values. Errors tell where and what, never the text: it may be a secret's. */

import { type Document, LineCounter, parseDocument, type YAMLError } from "yaml";
import { ConfigError } from "../core/errors.ts";

/** Throws `ConfigError`. Duplicate keys, unknown tags and keys that are not text are errors too. */
export function readYaml(text: string, source: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true, uniqueKeys: true });
  const problems = [...document.errors, ...document.warnings].map((error) => describe(error, lineCounter));
  if (problems.length > 0) throw notYaml(source, problems);
  const resolved = resolve(document);
  if (resolved === null) throw notYaml(source, ["an alias stands for nothing, or for too much"]);
  return resolved.value;
}

/** Null when an alias cannot be resolved. The library's own error names it, and so may tell a secret. */
function resolve(document: Document.Parsed): { readonly value: unknown } | null {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return null;
  }
}

function notYaml(source: string, problems: readonly string[]): ConfigError {
  return new ConfigError(`Cannot read settings from ${source}: it is not the YAML of a settings file`, { problems });
}

function describe({ code, pos }: YAMLError, lineCounter: LineCounter): string {
  const { line, col } = lineCounter.linePos(pos[0]);
  return `line ${line}, column ${col}: ${code.toLowerCase().replaceAll("_", " ")}`;
}
