import { beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import { calmPlan } from "../../simulation/calm-plan.ts";
import { judge, judgeSame } from "../../simulation/judge.ts";
import { gather } from "../../simulation/oracle/audited-night.ts";
import { comparedNights } from "../../simulation/oracle/check-same.ts";
import { readReported } from "../../simulation/oracle/reported.ts";
import type { Played } from "../../simulation/played.ts";
import { commitKey, commitOf, manifestOf, sha256, withRows } from "./oracle/break-played.ts";
import { firstNight, knownPlan, secondNight, soundPlan } from "./oracle/known-plan.ts";
import { playInChild } from "./oracle/play-in-child.ts";
import { changed } from "./oracle/wrong.ts";
import { wrongIncidents } from "./oracle/wrong-incidents.ts";
import { wrongJobs } from "./oracle/wrong-jobs.ts";
import { wrongOutcomes } from "./oracle/wrong-outcomes.ts";
import { wrongReports } from "./oracle/wrong-reports.ts";

let right: Played;
let sound: Played;
beforeAll(() => {
  right = playInChild(knownPlan);
  sound = playInChild(soundPlan);
}, 60_000);

describe("judge", () => {
  it("is silent about a right play, with holes and without", () => {
    expect(judge(knownPlan, right)).toEqual([]);
    expect(judge(soundPlan, sound)).toEqual([]);
    expect(manifestOf(right, secondNight).status).toBe("incomplete");
    expect(manifestOf(sound, secondNight).status).toBe("complete");
  });

  it.each([...wrongJobs, ...wrongReports, ...wrongOutcomes, ...wrongIncidents])(
    "sees %s",
    (_, promise, seen, breaks) => {
      const found = judge(knownPlan, breaks(right)).filter((violation) => violation.promise === promise);
      expect(found.map(({ text }) => text)).toContainEqual(expect.stringMatching(seen));
    },
  );

  it("sees a later revision that drops a job", () => {
    const { files, ...rest } = manifestOf(right, secondNight);
    const kept = files.filter(({ dataset }) => dataset !== "findings");
    const dropping = withRevision(right, { ...rest, revision: 2, files: kept });
    expect(judge(knownPlan, dropping)).toContainEqual({
      promise: "2",
      text: expect.stringContaining("night 2026-11-21 r2 drops job bad3 of findings"),
    });
  });
});

/** One more revision of the manifest's night. */
function withRevision(played: Played, manifest: Manifest): Played {
  const bytes = Buffer.from(JSON.stringify(manifest));
  const key = `v1/manifests/family=pic/date=${manifest.night}/manifest-${sha256(bytes)}.json`;
  const replaces = commitKey(manifest.night).slice("audits/".length);
  const named = { revision: 2, manifest: key, manifestSha256: sha256(bytes), replaces };
  const commit = Buffer.from(JSON.stringify({ ...commitOf(played, manifest.night), ...named }));
  return written(written(played, `audits/${key}`, bytes), commitKey(manifest.night, 2), commit);
}

function written(played: Played, key: string, bytes: Buffer): Played {
  const write = { at: played.writes.at(-1)?.at ?? 0, key, sha256: sha256(bytes), replaced: null };
  return { ...played, objects: new Map(played.objects).set(key, bytes), writes: [...played.writes, write] };
}

describe("judgeSame", () => {
  it("is silent where a calm play at another pace tells the same, and sees a row that differs", () => {
    const calm = playInChild(calmPlan(soundPlan));
    expect(judgeSame(soundPlan, sound, calm)).toEqual([]);
    const gathered = (played: Played) => gather(soundPlan, played, readReported(played).nights);
    expect(comparedNights(gathered(sound), gathered(calm))).toBe(3);
    const other = withRows(sound, firstNight, "findings", changed("bad1", { reason: "another" }));
    expect(judgeSame(soundPlan, other, calm)).toEqual([
      { promise: "3", text: expect.stringContaining("findings differ") },
    ]);
  });
});
