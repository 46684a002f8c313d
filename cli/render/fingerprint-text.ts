/** How a fingerprint came to be, step by step, for people. */

import type { FingerprintExplanation } from "../../lib/core/fingerprint/explain-fingerprint.ts";
import type { Substitution } from "../../lib/core/fingerprint/substitution.ts";
import { versionOf } from "../../lib/core/fingerprint/versions.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { ExplainedJob } from "../explained-job.ts";
import type { Look } from "./look.ts";
import { wrapText } from "./wrap.ts";

const label = 14;

export function fingerprintText(job: ExplainedJob, explanation: FingerprintExplanation, look: Look): string {
  const { strong } = look.colours;
  const line = (name: string, text: string) => labelled(name, text, look);
  const { substitutions, layers, code, message } = explanation;
  const lines = [
    strong(safeText(job.title)),
    line("code", shown(code)),
    line("message", shown(message)),
    "",
    strong(substitutions.length === 0 ? "Nothing was substituted" : "Substitutions"),
    ...substitutions.flatMap((each) => stepLines(each, look)),
    "",
    strong("What counts"),
    line("identity", JSON.stringify(explanation.identity)),
    line("operation", explanation.operation === null ? "none is told" : shown(explanation.operation)),
    "",
    strong("Layers"),
    line("code", layers.code),
    line("message", `${layers.message} (the fingerprint)`),
    line("operation", layers.operation ?? "none is told"),
    "",
    strong("Fingerprints"),
    ...explanation.fingerprints.map((each) => line(versionOf(each), `${each}${recordedText(each, job)}`)),
    ...unknownLines(job, explanation).map((each) => line(versionOf(each), `${each} as recorded, by other rules`)),
  ];
  return `${lines.join("\n")}\n`;
}

function shown(text: string): string {
  return text === "" ? "(empty)" : text;
}

/** Safe, and as wide as the terminal. */
function labelled(name: string, text: string, { columns }: Look): string {
  const head = `    ${safeText(name).padEnd(label)} `;
  return head + wrapText(safeText(text), columns, " ".repeat(head.length)).slice(head.length);
}

function stepLines({ step, before, after, reason }: Substitution, look: Look): readonly string[] {
  const why = reason === undefined ? [] : [labelled("", `rule: ${reason}`, look)];
  return [labelled(step, `${shown(before)} → ${shown(after)}`, look), ...why];
}

function recordedText(fingerprint: string, { recorded }: ExplainedJob): string {
  const same = recorded.find((each) => versionOf(each) === versionOf(fingerprint));
  if (same === undefined) return "";
  return same === fingerprint ? " as recorded" : `, but recorded is ${same}`;
}

/** Those of versions that this program cannot make under these settings. */
function unknownLines({ recorded }: ExplainedJob, { fingerprints }: FingerprintExplanation): readonly string[] {
  const known = new Set(fingerprints.map(versionOf));
  return recorded.filter((each) => !known.has(versionOf(each)));
}
