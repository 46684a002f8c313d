/** The questions in words, and how far a probe is. */

import type { RateStep } from "../../core/probe-rate.ts";
import type { QuestionName } from "../../core/schema/probe.ts";

export const questions: Readonly<Record<QuestionName, string>> = {
  bounds: "Are startCreationTime and endCreationTime counted in?",
  timeForms: "Which forms of time does the list take?",
  oldestListed: "Which is the oldest job that each queue and tag still lists?",
  retention: "How long does the service keep jobs?",
  loss: "When may jobs of nights that are not audited be lost?",
  pageSize: "How many jobs does one page hold?",
  lookupIds: "How many ids does one look-up take?",
  unifiedList: "Does the list of every family agree with the family's own?",
  tokenLife: "Does a page's token live?",
  rate: "At which rate does the service ask for less?",
};

export type ProbeProgress =
  | { readonly question: QuestionName; readonly step: "ask" }
  | { readonly question: "tokenLife"; readonly step: "wait"; readonly remainingMs: number }
  | ({ readonly question: "rate"; readonly step: "climb" } & RateStep);
