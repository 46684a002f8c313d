/**
 * Conditions on log lines, a small part of the log service's query language (vendor page "Syntax and Rules" of CLS): words,
 * phrases and `field:value`, all of which must hold. The message holds what it contains, any other field what it is.
 */

import { type FunctionLogLine, logFields } from "./log-line.ts";

export type LogCondition = (line: FunctionLogLine) => boolean;

/** One word or phrase, with the name of its field if it has one, and the AND before it. */
const term = /\s*(?:AND\s+)?(?:(\w+):)?(?:"((?:[^"\\]|\\.)*)"|([^\s"():|*?<>=]+))(?=\s|$)/iy;
const otherWords: ReadonlySet<string> = new Set(["AND", "OR", "NOT"]);

/** Null for what is not understood here. */
export function readLogQuery(text: string): LogCondition | null {
  const query = text.trim();
  const conditions: LogCondition[] = [];
  if (query === "*") return () => true;
  for (let at = 0; at < query.length; at = term.lastIndex) {
    term.lastIndex = at;
    const [found, field, phrase, word = ""] = term.exec(query) ?? [];
    if (found === undefined || (at === 0 && /^AND\s/i.test(found)) || otherWords.has(word.toUpperCase())) return null;
    conditions.push(conditionOf(field ?? null, phrase?.replace(/\\(.)/g, "$1") ?? word));
  }
  return (line) => conditions.every((holds) => holds(line));
}

function conditionOf(field: string | null, wanted: string): LogCondition {
  if (field === null) return (line) => Object.values(logFields(line)).some((value) => value.includes(wanted));
  if (field === "SCF_Message") return ({ message }) => message.includes(wanted);
  return (line) => logFields(line)[field] === wanted;
}
