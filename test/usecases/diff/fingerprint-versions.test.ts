import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { type CommittedNight, readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { committing } from "../../fakes/committing.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { diffOf, groupsOf, ofKind, tonight } from "./diff-fixture.ts";

const before = { q: { failed: { Same: 3, Gone: 2 } } };
const now = { q: { failed: { Same: 3, Fresh: 1 } } };
const asEver = ["q Fresh new 0>1 worse", "q Gone absent 2>0", "q Same unchanged 3>3"];

async function diffOfVersions(history: readonly (readonly string[])[], versions: readonly string[]) {
  const store = memoryStore();
  for (const [index, written] of history.entries()) {
    await commitScopes(store, `2026-11-${20 - index}`, before, { versions: written });
  }
  await commitScopes(store, tonight, now, { versions });
  return diffOf(store);
}

describe("a diff of nights that wrote several versions of fingerprints", () => {
  it("makes nothing new by an upgrade: it compares by the version that the nights before have", async () => {
    const told = await diffOfVersions([["v1"], ["v1"]], ["v1", "v2"]);
    expect(groupsOf(told)).toEqual(asEver);
    expect(ofKind(told, "group").map(({ fingerprint }) => fingerprint)).toEqual(["v1:Fresh", "v1:Gone", "v1:Same"]);
    expect(told.diff.headline.groups).toMatchObject({ new: 1, absent: 1, unchanged: 1 });
  });

  it("compares by the older version as long as one night of the history has no other", async () => {
    const told = await diffOfVersions([["v1", "v2"], ["v1", "v2"], ["v1"]], ["v1", "v2"]);
    expect(ofKind(told, "group").map(({ fingerprint }) => fingerprint)).toEqual(["v1:Fresh", "v1:Gone", "v1:Same"]);
  });

  it("compares by the newer version when all nights have it", async () => {
    const told = await diffOfVersions(
      [
        ["v1", "v2"],
        ["v1", "v2"],
      ],
      ["v2"],
    );
    expect(groupsOf(told)).toEqual(asEver);
    expect(ofKind(told, "group").map(({ fingerprint }) => fingerprint)).toEqual(["v2:Fresh", "v2:Gone", "v2:Same"]);
  });

  it("makes nothing new when rules change: the plain version stands beside those with rules", async () => {
    const told = await diffOfVersions([["v2", "v2+0a0a0a0a"], ["v2"]], ["v2", "v2+0b0b0b0b"]);
    expect(groupsOf(told)).toEqual(asEver);
    expect(ofKind(told, "group")[0]?.fingerprint).toBe("v2:Fresh");
  });

  it("reads no group of a night that shares no version, and compares with the next that does", async () => {
    const told = await diffOfVersions([["v3"], ["v1", "v2"]], ["v2"]);
    expect(groupsOf(told)).toEqual(asEver);
    expect(ofKind(told, "group").map(({ baseline }) => baseline)).toEqual(Array(3).fill("2026-11-19"));
    expect(told.diff.baselines).toEqual([{ night: "2026-11-20", scopes: 1 }]);
  });

  it("calls nothing worse where no night shares a version", async () => {
    const told = await diffOfVersions([["v3"]], ["v2"]);
    expect(groupsOf(told)).toEqual(["q Fresh new ?>1", "q Same new ?>3"]);
  });

  it("tells the same, byte by byte, whatever version stands beside", async () => {
    const [plain, beside] = [await diffOfVersions([["v1"]], ["v1"]), await diffOfVersions([["v1"]], ["v1", "v2"])];
    expect(beside.lines).toEqual(plain.lines);
  });
});

describe("a diff with nights that were committed before versions were named", () => {
  const { signal } = new AbortController();

  /** Rewrites a night as the program before this one wrote it. */
  async function asBefore(store: ReturnType<typeof memoryStore>, date: string): Promise<Manifest> {
    const name = { family: "pic", date } as const;
    const night: CommittedNight | null = await readCommittedNight(store, name, signal);
    const { fingerprints: _, ...manifest } = night?.manifest ?? expect.unreachable();
    store.objects.delete(night?.key ?? "");
    // What an older program wrote is no manifest of this one's: it lacks a column.
    await commitNight(committing(store), manifest as Manifest, signal);
    const read = await readCommittedNight(store, name, signal);
    return read?.manifest ?? expect.unreachable();
  }

  it("reads them, and compares by the first version", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-20", before);
    expect((await asBefore(store, "2026-11-20")).fingerprints).toEqual([]);
    await commitScopes(store, tonight, now, { versions: ["v1", "v2"] });
    expect(groupsOf(await diffOf(store))).toEqual(asEver);
  });

  it("compares such a night with such nights", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-20", before);
    await commitScopes(store, tonight, now);
    await asBefore(store, "2026-11-20");
    await asBefore(store, tonight);
    expect(groupsOf(await diffOf(store))).toEqual(asEver);
  });
});

describe("a group whose code its scope had before", () => {
  const known = async (earlier: Parameters<typeof commitScopes>[2], night: Parameters<typeof commitScopes>[2]) => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-20", earlier);
    await commitScopes(store, tonight, night);
    const groups = ofKind(await diffOf(store), "group");
    return groups.map(({ queueId, code, knownCode }) => `${queueId} ${code} ${knownCode}`);
  };

  it("is told from one with a new code, scope by scope and verdict by verdict", async () => {
    expect(
      await known({ a: { failed: { A: 1 } }, b: {} }, { a: { failed: { A: 1, B: 1 } }, b: { failed: { A: 1 } } }),
    ).toEqual(["a A true", "a B false", "b A false"]);
    expect(await known({ a: { failed: { A: 1 }, verdict: "held" } }, { a: { failed: { A: 1 } } })).toEqual([
      "a A false",
    ]);
  });

  it("is looked for in each scope's own baseline", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-19", { a: { failed: { A: 1 } }, b: { failed: { A: 1 } } });
    await commitScopes(store, "2026-11-20", { a: { failed: { B: 1 }, complete: false }, b: { failed: { B: 1 } } });
    await commitScopes(store, tonight, { a: { failed: { A: 1, B: 1 } }, b: { failed: { A: 1, B: 1 } } });
    const groups = ofKind(await diffOf(store), "group");
    expect(groups.map(({ queueId, code, knownCode }) => `${queueId} ${code} ${knownCode}`)).toEqual([
      ...["a A true", "a B false", "b A false", "b B true"],
    ]);
  });
});
