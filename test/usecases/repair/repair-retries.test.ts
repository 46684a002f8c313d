/** That another job did the work of one that hangs, as a repair knows it. */

import { describe, expect, it } from "vitest";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import type { History } from "../audit/histories.ts";
import { crowd, down, earlierOf, repairSecond, twoNights, waiting } from "./earlier-nights.ts";

/** Of the same input as the crowd, of which one is created in its second: the 25th, as the 41st is with the other. */
const unseen: History = { id: "unseen", created: 1.3, ended: null };
const jobs = [...crowd, unseen, waiting];
const withoutLists: FakeCiOptions = { failJobs: ({ request }) => (request.inputObject === undefined ? null : down) };

describe("repairNight(), of jobs whose work another one did", () => {
  it("looks for the retries of jobs that it sees again", async () => {
    const { store, night } = await twoNights(
      { failLookups: ({ ids }) => (ids.includes("unseen") ? down : null) },
      {},
      jobs,
    );
    expect(earlierOf(store, night).carried).toMatchObject([
      { jobId: "unseen", seen: false, retriedBy: null },
      { jobId: "waiting", seen: true, retriedBy: { jobId: "ok40" } },
    ]);
    const { after } = await repairSecond(store, { of: jobs });
    expect(earlierOf(store, after).carried).toMatchObject([
      { jobId: "unseen", seen: true, retriedBy: { jobId: "ok24" } },
      { jobId: "waiting", seen: true, retriedBy: { jobId: "ok40" } },
    ]);
  });

  it("knows of retries that it could not find again", async () => {
    // Both hang in one second, so that the hole of the one holds the other.
    const inOneSecond = [...crowd, unseen, { ...waiting, created: 1.3 }];
    const failLookups: FakeCiOptions["failLookups"] = ({ ids }) => (ids.includes("unseen") ? down : null);
    const { store } = await twoNights({ failLookups }, {}, inOneSecond);
    const { after } = await repairSecond(store, { of: inOneSecond, ...withoutLists });
    expect(earlierOf(store, after).carried).toMatchObject([
      { jobId: "unseen", seen: true, retriedBy: null },
      { jobId: "waiting", seen: true, retriedBy: { jobId: "ok24" } },
    ]);
  });
});
