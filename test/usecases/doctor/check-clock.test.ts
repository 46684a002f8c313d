import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { look, now } from "./visited.ts";

describe("checkClock()", () => {
  it("tells a service that does not say what time it is", async () => {
    const greet = async () => ({ time: null, unknownHost: false });
    expect(await look("clock", { account: { greet } })).toMatchObject({
      status: "warning",
      seen: "the service's answer has no Date to compare with",
    });
  });

  it("tells a host that answered once and then no more", async () => {
    let asked = 0;
    const greet = async () => {
      asked += 1;
      if (asked > 1) throw new NetworkError("reset");
      return { time: now, unknownHost: false };
    };
    expect(await look("clock", { account: { greet } })).toMatchObject({ status: "warning" });
  });

  it.each([
    [-1_400, "ok", "it agrees with the service's"],
    [45_000, "ok", "this machine is 45 seconds behind the service"],
    [-60_000, "ok", "this machine is 60 seconds ahead of the service"],
    [61_000, "warning", "this machine is 61 seconds behind the service"],
    [300_000, "warning", "this machine is 5 minutes behind the service"],
    [301_000, "failed", "this machine is 5 minutes behind the service; signatures are refused"],
    [-7_200_000, "failed", "this machine is 2 hours ahead of the service; signatures are refused"],
    [3 * 86_400_000, "failed", "this machine is 3.0 days behind the service; signatures are refused"],
  ])("judges a clock that is off by %d ms", async (offMs, status, seen) => {
    const greet = async () => ({ time: now + offMs, unknownHost: false });
    expect(await look("clock", { account: { greet } })).toMatchObject({ status, seen });
  });
});
