import { describe, expect, it } from "vitest";
import { permissionText } from "../../../cli/render/permission-text.ts";

const denied = {
  cause: "access-denied",
  bucket: "photos-1250000000",
  queueId: "p1",
  detail: "Cannot GET host/pic_jobs: 403",
};

describe("permissionText()", () => {
  it.each([
    [{ ...denied, bucket: null, queueId: null }, "ci:DescribePicProcessBucket"],
    [{ ...denied, queueId: null }, "ci:DescribePicProcessQueues for photos-1250000000"],
    [denied, "ci:DescribePicProcessJobs for photos-1250000000"],
    [{ ...denied, detail: "Cannot GET host/pic_jobs/c1: 403" }, "ci:DescribePicProcessJob for photos-1250000000"],
  ])("names what is asked at %j", (hole, permission) => {
    expect(permissionText([hole], 200, "  ")).toBe(
      `  Access was denied: give this account the permission ${permission} (docs/functions.md, Permissions).`,
    );
  });

  it("says nothing where nothing was denied", () => {
    expect(permissionText([{ ...denied, cause: "network" }], 80, "")).toBeNull();
  });
});
