import { describe, expect, it } from "vitest";
import { carriedRow } from "../../../lib/core/rows.ts";
import type { Carried } from "../../../lib/core/schema/carried.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope } from "../../fakes/samples.ts";
import { diffOf, groupsOf, ofKind, tonight } from "./diff-fixture.ts";

const verdict = { name: "stuck.running", reason: "" } as const;

/** A job of the night before that hangs with the fingerprint of that night's findings. */
function hanging(id: string, change: Partial<Carried> = {}): Carried {
  const row = carriedRow(aScope, { job: aJob({ id }), verdict, night: "2026-11-20" }, fingerprinting);
  return { ...row, queueId: "a", fingerprint: "v1:Hang", ...change };
}

async function diffWith(carried: readonly Carried[]) {
  const store = memoryStore();
  await commitScopes(store, "2026-11-20", { a: { failed: { Hang: 2 }, verdict: "stuck.running" } });
  await commitScopes(store, tonight, { a: {} }, { rows: { carried } });
  return diffOf(store);
}

describe("a kind of trouble that jobs of earlier nights still hang with", () => {
  it("is not called absent, and counts them", async () => {
    expect(groupsOf(await diffWith([hanging("a"), hanging("b")]))).toEqual(["a Hang unchanged 2>2"]);
    expect(groupsOf(await diffWith([hanging("a")]))).toEqual(["a Hang updated 2>1"]);
  });

  it("was seen last in this night", async () => {
    const [line] = ofKind(await diffWith([hanging("a")]), "group");
    expect(line).toMatchObject({ firstSeen: "2026-11-20", lastSeen: tonight });
  });

  it("is unknown while one of them could not be seen again", async () => {
    const told = await diffWith([hanging("a"), hanging("b", { seen: false })]);
    expect(groupsOf(told)).toEqual(["a Hang unknown 2>?"]);
  });

  it("is known by its older fingerprint where that is compared", async () => {
    const both = hanging("a", { fingerprint: "v2:Hang", olderFingerprints: ["v1:Hang"] });
    expect(groupsOf(await diffWith([both]))).toEqual(["a Hang updated 2>1"]);
    expect(groupsOf(await diffWith([hanging("a", { fingerprint: "v2:Hang" })]))).toEqual(["a Hang absent 2>0"]);
  });

  it("is known in a row that was written before there were several", async () => {
    const { olderFingerprints: _, ...old } = hanging("a");
    expect(groupsOf(await diffWith([old as Carried]))).toEqual(["a Hang updated 2>1"]);
  });

  it("is absent when they hang with something else, or elsewhere", async () => {
    const others = [hanging("a", { fingerprint: "v1:Other" }), hanging("b", { queueId: "b" })];
    expect(groupsOf(await diffWith(others))).toEqual(["a Hang absent 2>0"]);
  });
});
