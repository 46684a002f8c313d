import { describe, expect, it } from "vitest";
import { startDiff } from "../../../lib/usecases/audit/start-diff.ts";
import { catchUpTo, openNights } from "./nights.ts";

const name = { family: "pic", date: "2026-11-21" } as const;
const signal = new AbortController().signal;

describe("startDiff", () => {
  it("makes a diff once, and keeps it after that", async () => {
    const nights = openNights();
    await catchUpTo(name.date, nights);
    for (const key of nights.store.objects.keys()) if (key.includes("diff")) nights.store.objects.delete(key);
    expect([await startDiff(nights, name, signal), await startDiff(nights, name, signal)]).toEqual(["made", "kept"]);
  });

  it("makes nothing of a night that is not committed", async () => {
    expect(await startDiff(openNights(), name, signal)).toBe("kept");
  });
});
