/** Looking jobs up by id, at the emulated service. */

import { describe, expect, it } from "vitest";
import type { CiBehaviour } from "../../../emulator/ci/behaviour.ts";
import { createCloudInfinite } from "../../../lib/adapters/ci/ci-client.ts";
import { systemClock } from "../../../lib/adapters/system/clock.ts";
import { createSender } from "../../../lib/adapters/tencent/sender.ts";
import type { LookupRequest } from "../../../lib/ports/cloud-infinite.ts";
import { openEmulator } from "../../emulator/open-emulator.ts";
import { credential, makeJobs, noon, worldOf } from "../../emulator/small-world.ts";
import { transportTo } from "../tencent/loopback-transport.ts";

const { signal } = new AbortController();
const place = { family: "pic", region: "ap-chongqing", bucket: "photos-1250000000" } as const;
const jobs = makeJobs(12, (index) => (index === 3 ? { startedAt: noon - 1000, endedAt: noon + 1000 } : {}));

async function openClient(lookupIds: CiBehaviour["lookupIds"]) {
  const emulator = await openEmulator({ world: worldOf(jobs), lookupIds });
  const send = createSender({
    transport: transportTo(emulator.url, { maxBodyBytes: 1 << 20 }),
    credentials: () => ({ ...credential, sessionToken: null }),
    clock: { ...systemClock, now: () => noon },
    random: () => 0.5,
    maxInFlight: 4,
  });
  const client = createCloudInfinite({ send });
  return (ids: LookupRequest["ids"]) => client.lookUpJobs({ place, ids }, signal);
}

describe("createCloudInfinite().lookUpJobs", () => {
  it("tells of one job what the list tells of it", async () => {
    const lookUp = await openClient(1);
    const answer = await lookUp(["c3"]);
    expect(answer).toMatchObject({ jobs: [{ id: "c3", state: "Running", queueId: "p1", endedAt: null }], unknown: [] });
    expect(answer.requestId).toMatch(/./);
  });

  it("names the one id that the service does not know", async () => {
    const lookUp = await openClient(1);
    expect(await lookUp(["c<gone>"])).toMatchObject({ jobs: [], unknown: ["c<gone>"] });
  });

  it("asks for ten where the service takes ten", async () => {
    const lookUp = await openClient(10);
    const known = Array.from({ length: 8 }, (_, index) => `c${index}`);
    const answer = await lookUp([...known, "gone-1", "gone-2"]);
    expect(answer.jobs.map(({ id }) => id)).toEqual(known);
    expect(answer.unknown).toEqual(["gone-1", "gone-2"]);
  });

  it.each(["..", ".", "a/b", "../../x", "a\\b", "a,b", "", "a\nb", "a\u0000", "\u202Ea", "x".repeat(129)])(
    "asks nothing for a job whose id is %.20j",
    async (id) => {
      const lookUp = await openClient(10);
      const attempt = lookUp(["c1", id]);
      await expect(attempt).rejects.toMatchObject({ code: "PROTOCOL", foreign: false });
      await expect(attempt).rejects.toThrow(/^Cannot look up job [^\p{C}]{0,62}: its id cannot stand in a path\.$/u);
    },
  );

  it("tells that the service takes no more than one", async () => {
    const lookUp = await openClient(1);
    await expect(lookUp(["c1", "c2"])).rejects.toMatchObject({ code: "SERVICE", status: 400 });
  });
});
