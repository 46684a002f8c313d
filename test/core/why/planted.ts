/** A random background of failures, and a random rule whose failures are many times too many. */

import { createRandom, type Random } from "../../../emulator/scenario/random.ts";
import type { WhyAttribute, WhyCondition } from "../../../lib/core/schema/why.ts";
import type { Failed, Told } from "./failures.ts";

export interface Planted extends Told {
  /** What the extra failures have in common. */
  readonly rule: readonly WhyCondition[];
  readonly extra: number;
}

/** The first values are drawn far more often than the last ones. */
const values: Readonly<Partial<Record<WhyAttribute, readonly string[]>>> = {
  operation: ["imageMogr2/thumbnail", "imageMogr2/format", "watermark/2", "t1f0", "t2f0"],
  prefix: ["uploads/web/", "uploads/app/", "archive/2026/", "uploads/heic/", "avatars/", "archive/2025/"],
  extension: ["jpg", "png", "heic", "webp", ""],
  workflow: ["", "w1", "w2"],
  hour: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")),
};
const attributes: readonly WhyAttribute[] = ["operation", "prefix", "extension", "workflow", "hour"];

export function plantRule(seed: number): Planted {
  const random = createRandom(seed, "planted");
  const rule = random.sample(attributes, 1 + random.below(3)).map((attribute) => ({
    attribute,
    value: random.pick((values[attribute] ?? []).filter((value) => value !== "")),
  }));
  const nightly = 20 + random.below(200);
  const extra = nightly * (1 + random.below(8));
  const before = background(random, 7 * nightly);
  const planted = background(random, extra).map((failed) => withRule(failed, rule));
  return { now: [...background(random, nightly), ...planted], before, expected: nightly, rule, extra };
}

/** Failures without anything in common, as many as before but for chance. */
export function noise(seed: number): Told {
  const random = createRandom(seed, "noise");
  const nightly = 20 + random.below(200);
  const now = background(random, Math.round(nightly * (1 + random.fraction())));
  return { now, before: background(random, 7 * nightly), expected: nightly };
}

function background(random: Random, count: number): readonly Failed[] {
  return Array.from({ length: count }, () =>
    failureWith(
      attributes.map((attribute) => drawn(random, attribute)),
      random,
    ),
  );
}

function drawn(random: Random, attribute: WhyAttribute): WhyCondition {
  const all = values[attribute] ?? [];
  const at = Math.min(random.below(all.length), random.below(all.length));
  return { attribute, value: all[attribute === "hour" ? random.below(24) : at] ?? "" };
}

function failureWith(conditions: Failed, random: Random): Failed {
  const code = `Code${Math.min(random.below(6), random.below(6))}`;
  return [
    ...withFolders(conditions),
    { attribute: "code", value: code },
    { attribute: "fingerprint", value: `v2:${code}` },
  ];
}

function withFolders(conditions: Failed): Failed {
  const [top = ""] = conditions.find(({ attribute }) => attribute === "prefix")?.value.split("/") ?? [];
  const isTop = conditions.some(({ value }) => value === `${top}/`);
  return isTop ? conditions : [{ attribute: "prefix", value: `${top}/` }, ...conditions];
}

/** All planted failures are of one kind. */
function withRule(failed: Failed, rule: readonly WhyCondition[]): Failed {
  const plain = failed.filter(
    ({ attribute, value }) => attribute !== "prefix" || value.split("/").length > 2 || value === "avatars/",
  );
  const chosen = plain.map((each) => rule.find(({ attribute }) => attribute === each.attribute) ?? each);
  const kinds = chosen.filter(({ attribute }) => attribute !== "code" && attribute !== "fingerprint");
  return [
    ...withFolders(kinds),
    { attribute: "code", value: "Planted" },
    { attribute: "fingerprint", value: "v2:Planted" },
  ];
}
