import { describe, expect, it } from "vitest";
import type { ScfApi } from "../../deploy/scf/scf-api.ts";
import { waitUntilActive, waitUntilSettled } from "../../deploy/wait-until-settled.ts";
import { manualClock } from "../fakes/manual-clock.ts";

type Found = Awaited<ReturnType<ScfApi["find"]>>;

/** As it is after so many looks. */
function open(stateAt: (look: number) => Found) {
  const told: string[] = [];
  const clock = manualClock(0);
  let looks = 0;
  const find = async () => stateAt(looks++);
  return { told, clock, parts: { api: { find }, clock, tell: (text: string) => void told.push(text) } };
}

describe("waitUntilSettled()", () => {
  it("looks once a second, and says at once and every quarter of a minute that it waits", async () => {
    const { parts, told, clock } = open((look) => ({ Status: look < 40 ? "Updating" : "Active" }));
    expect(await waitUntilSettled(parts, "night")).toEqual({ Status: "Active" });
    expect(clock.now()).toBe(40_000);
    expect(told).toEqual(["night: Updating", "night: Updating, for 15 s", "night: Updating, for 30 s"]);
  });

  it("says so at once though looking takes time", async () => {
    const { parts, told, clock } = open((look) => ({ Status: look < 3 ? "Creating" : "Active" }));
    const slow = { find: async () => clock.sleep(30, new AbortController().signal).then(parts.api.find) };
    await waitUntilSettled({ ...parts, api: slow as unknown as typeof parts.api }, "night");
    expect(told).toEqual(["night: Creating"]);
  });

  it("says nothing of what need not be waited for, and is done when nothing is there any more", async () => {
    const settled = open(() => ({ Status: "CreateFailed" }));
    expect(await waitUntilSettled(settled.parts, "night")).toEqual({ Status: "CreateFailed" });
    const gone = open((look) => (look < 2 ? { Status: "Deleting" } : null));
    expect(await waitUntilSettled(gone.parts, "night")).toBeNull();
    expect([...settled.told, ...gone.told]).toEqual(["night: Deleting"]);
  });

  it("gives up after five minutes", async () => {
    const { parts, clock } = open(() => ({ Status: "Creating", RequestId: "r1" }));
    await expect(waitUntilSettled(parts, "night")).rejects.toMatchObject({
      message:
        "Cannot wait any longer for night: after 300 s it is Creating still; look at it in the console, and deploy again",
      requestId: "r1",
      serviceCode: "Creating",
    });
    expect(clock.now()).toBe(300_000);
  });
});

describe("waitUntilActive()", () => {
  it("is content with an active function", async () => {
    await expect(waitUntilActive(open(() => ({ Status: "Active" })).parts, "night", "r1")).resolves.toBeUndefined();
  });

  it("tells the platform's reason and the request that began it", async () => {
    const StatusReasons = [{ ErrorCode: "InternalError", ErrorMessage: "no room" }];
    const { parts } = open(() => ({ Status: "UpdateFailed", StatusReasons }));
    await expect(waitUntilActive(parts, "night", "r1")).rejects.toMatchObject({
      message:
        "Cannot deploy night: it is UpdateFailed: InternalError: no room (request r1); it runs as it did before; deploy again when the reason is gone",
      serviceCode: "InternalError",
      requestId: "r1",
    });
  });

  it("tells what it can where the platform says little", async () => {
    const failed = open(() => ({ Status: "CreateFailed" }));
    await expect(waitUntilActive(failed.parts, "night", null)).rejects.toMatchObject({
      message:
        "Cannot deploy night: it is CreateFailed; it cannot be updated; run `npx serverless remove`, which leaves the reports, and deploy again",
      serviceCode: "CreateFailed",
    });
    await expect(waitUntilActive(open(() => null).parts, "night", null)).rejects.toThrow(
      "Cannot deploy night: it is gone; deploy again",
    );
  });
});
