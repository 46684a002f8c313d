import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import type { Account, Expiry } from "../../../lib/ports/account.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { look } from "./visited.ts";

const storage: Account["storage"] = {
  versioning: async () => "never",
  isMultiAz: async () => false,
  publicGrants: async () => [],
  publicActions: async () => [],
  expiries: async () => [],
  encryption: async () => null,
  objectLock: async () => null,
};

describe("checkReport()", () => {
  it("tells a place where two that claim one key both win", async () => {
    const store: ReportStore = { ...memoryStore(), claim: async () => ({ won: true }) };
    expect(await look("report: claim", { store })).toMatchObject({
      status: "failed",
      seen: "two that claimed one key both won",
      advice: expect.stringMatching(/^do not use this place for reports/),
    });
  });

  it("removes what may have been written though no answer came, and not what was refused", async () => {
    const removed: string[] = [];
    const removeTrial = async (key: string) => void removed.push(key);
    const put = async () => {
      throw new NetworkError("Cannot PUT: no answer came.");
    };
    const claim = async () => {
      throw new ServiceError("Cannot PUT: 403", { status: 403, serviceCode: "AccessDenied", requestId: null });
    };
    const parts = { store: { ...memoryStore(), put, claim }, account: { removeTrial } };
    expect(await look("report: tidy up", parts)).toMatchObject({ seen: "2 files that this wrote are removed" });
    expect(removed).toEqual(["v1/work/doctor/visit/put.json", "v1/work/doctor/visit/append.jsonl"]);
  });

  it("tells a key that another one won, though nobody else knows it", async () => {
    const claim = async () => ({ won: false, winner: Buffer.from("{}") }) as const;
    expect(await look("report: claim", { store: { ...memoryStore(), claim } })).toMatchObject({
      status: "failed",
      seen: "a key that nobody else knows was won by another",
    });
  });

  it.each<readonly [string, Expiry, string, string]>([
    ["", { prefix: "v1/commits/", days: null }, "warning", "a rule removes whole reports on a date"],
    ["", { prefix: "v1/work/", days: 9 }, "ok", "v1/work/ goes after 9 days"],
    ["", { prefix: "v1/work/", days: null }, "ok", "v1/work/ goes on a date"],
    ["a", { prefix: "v1/work/", days: 9 }, "warning", "no rule removes what lies under a/v1/work/"],
  ])("judges rules for reports under the prefix %j", async (prefix, expiry, status, seen) => {
    const report = { bucket: "audit-1250000000", region: "ap-chongqing", prefix };
    const account = { storage: { ...storage, expiries: async () => [expiry] } };
    expect(await look("report: lifecycle", { account, request: { report } })).toMatchObject({ status, seen });
  });
});
