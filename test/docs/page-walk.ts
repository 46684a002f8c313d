/** A page walked through as a reader does it: a fresh clone, two terminals, and the page's own commands against the emulator. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloneInto } from "./fresh-clone.ts";
import type { Step } from "./page-steps.ts";
import { asShown, moveDates } from "./shown-output.ts";
import { openTerminals } from "./terminals.ts";

/** The night that the pages' reader audits, and the emulator's port in them. */
const night = "2026-11-22";
const port = 9000;

export interface Walk {
  /** With the night and the port of the page in place of those of this walk; the text shown where that is what came. */
  take(step: Step): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Ctrl+C in the first terminal: all that was put out there. */
  end(): Promise<string>;
  close(): Promise<void>;
}

export async function walkPage(): Promise<Walk> {
  const place = await mkdtemp(join(tmpdir(), "page-walk-"));
  const terminals = await openTerminals(await cloneInto(place));
  let seen: { readonly night: string; readonly port: string } | null = null;

  const asOnPage = (output: string) => {
    if (seen === null) return output;
    return moveDates(output.replaceAll(`127.0.0.1:${seen.port}`, `127.0.0.1:${port}`), seen.night, night);
  };
  const compared = (output: string, { shown }: Step) => (shown === null ? "" : asShown(asOnPage(output), shown));

  return {
    async take(step) {
      if (!step.inFirstTerminal) {
        const { exitCode, output } = await terminals.run(step.commands);
        return { exitCode, output: exitCode === step.exitCode ? compared(output, step) : output };
      }
      // Any port that is free: the page's may not be.
      const output = await terminals.runInFirst(`${step.commands.trimEnd()} --port 0`, (text) => {
        seen = emulated(text);
        return seen !== null && compared(text, step) === (step.shown ?? "");
      });
      return { exitCode: 0, output: compared(output, step) };
    },
    end: () => terminals.interrupt(),
    async close() {
      await terminals.interrupt();
      await rm(place, { recursive: true, force: true });
    },
  };
}

function emulated(text: string) {
  const [, at = "", on = ""] = /127\.0\.0\.1:(\d+)[\s\S]*? night of (\d{4}-\d\d-\d\d)/.exec(text) ?? [];
  return on === "" ? null : { port: at, night: on };
}
