/** A message that is made up, to try a sink: one of each that people should have seen before the first real one comes. */

import type { Incident } from "../schema/incidents.ts";
import type { Regression } from "../schema/regression.ts";
import type { AlertItem, AlertMessage } from "./alert-message.ts";

export interface SampleOptions {
  /** Epoch milliseconds; a later sample is another message. */
  readonly at: number;
  readonly night: AlertMessage["night"];
  readonly page: string | null;
}

export function sampleMessage({ at, night, page }: SampleOptions): AlertMessage {
  return {
    id: `sample-${at}`,
    at,
    sample: true,
    night,
    status: "complete",
    commit: "none, as this is a sample",
    page,
    queueNames: new Map([[scope.queueId, "thumbnails"]]),
    severity: "critical",
    items: [spiked(night), appeared(night), resolved(night)],
    headline: { jobs: 41_250, failed: 702, findings: 715, openIncidents: 2, holes: 0 },
  };
}

const scope = {
  family: "pic",
  region: "ap-chongqing",
  bucket: "photos-1250000000",
  queueId: "p0123456789abcdef0123456789abcdef",
  tag: "PicProcess",
} as const;

const fingerprint = "v2:0123456789abcdef0123456789abcdef";
const head = { schema: "job-audit/regression/v1", ...scope, worse: true, baseline: null } as const;

function spiked({ date }: AlertMessage["night"]): AlertItem {
  const evidence: Regression = {
    ...head,
    kind: "spike",
    code: null,
    message: null,
    level: "scope",
    operation: null,
    fingerprint: null,
    before: { failed: 310, ended: 81_600 },
    after: { failed: 640, ended: 1_680 },
    nights: [],
    leftOut: [],
    weekdays: false,
    method: "beta-binomial",
    dispersion: 0.0004,
    expected: 6.4,
    low: 1,
    high: 13,
    excess: 633.6,
    ratio: 100.3,
    ratioLow: 88.1,
    ratioHigh: 114.2,
    p: 1e-12,
    q: 1e-11,
    floor: { ratio: 2, excess: 10 },
    provisional: false,
    why,
  };
  return itemOf("rate.spike", "opened", { date, severity: "critical", evidence });
}

const why = {
  extra: 633.6,
  nights: [],
  rule: {
    conditions: [
      { attribute: "prefix", value: "uploads/heic/" },
      { attribute: "operation", value: "imageMogr2/format" },
    ],
    failed: 612,
    expected: 0.8,
    excess: 611.2,
    coverage: 0.96,
  },
  attributes: [],
  mix: null,
  sampled: false,
} satisfies Extract<Regression, { kind: "spike" }>["why"];

function appeared({ date }: AlertMessage["night"]): AlertItem {
  const evidence: Regression = {
    ...head,
    kind: "group",
    fingerprint,
    baselineState: "new",
    verdict: "failed",
    code: "InputFileNotFound",
    message: "the object <key> does not exist",
    operation: null,
    before: 0,
    after: 62,
    firstSeen: date,
    lastSeen: date,
    knownCode: false,
    flapping: false,
    overGrouped: false,
    samples: [],
  };
  return itemOf("group.new", "opened", { date, severity: "warning", evidence, fingerprint });
}

function resolved({ date }: AlertMessage["night"]): AlertItem {
  const { tag: _tag, ...queueHead } = head;
  const evidence: Regression = {
    ...queueHead,
    kind: "queue",
    name: "thumbnails",
    change: "paused",
    before: "Active",
    after: "Paused",
  };
  return itemOf("queue.paused", "resolved", { date, severity: "warning", evidence, tag: null });
}

interface Parts {
  readonly date: string;
  readonly severity: Incident["severity"];
  readonly evidence: Regression;
  readonly fingerprint?: string;
  readonly tag?: null;
}

function itemOf(rule: Incident["rule"], change: AlertItem["change"], parts: Parts): AlertItem {
  const { date, severity, evidence } = parts;
  const { family: _family, ...place } = scope;
  const over = change === "resolved";
  const incident: Incident = {
    id: `sample-${rule}`,
    rule,
    ...place,
    tag: "tag" in parts ? null : scope.tag,
    operation: null,
    fingerprint: parts.fingerprint ?? null,
    severity,
    state: over ? "resolved" : "open",
    openedOn: date,
    firingOn: date,
    resolvedOn: over ? date : null,
    clean: over ? 1 : 0,
    nights: 1,
    toldOn: date,
    toldSize: null,
    toldSeverity: null,
    switches: [date],
    inhibitedBy: null,
    evidence,
  };
  return { id: `sample-${rule}-${change}`, change, incident };
}
