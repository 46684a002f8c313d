import { describe, expect, it } from "vitest";
import { readXml, textsOf } from "../read-xml.ts";
import { dayStart, makeBucket, makeQueue } from "../small-world.ts";
import { openCi } from "./call-ci.ts";

const queues = Array.from({ length: 12 }, (_, index) =>
  makeQueue({ queueId: `p${index}`, name: `queue & ${index}`, state: index % 4 === 0 ? "Paused" : "Active" }),
);
const call = openCi({ buckets: [makeBucket({ queues })] });

function ids(query: Record<string, string>): string[] {
  return textsOf(call("/picqueue", query).body, "QueueId");
}

describe("GET /picqueue", () => {
  it("answers page 1 of ten rows when nothing is asked for", () => {
    const rows = readXml(call("/picqueue").body);
    expect(rows.slice(0, 4)).toEqual([
      ["RequestId", "request-1"],
      ["TotalCount", "12"],
      ["PageNumber", "1"],
      ["PageSize", "10"],
    ]);
    expect(rows).toHaveLength(14);
    expect(ids({ pageNumber: "2" })).toEqual(["p10", "p11"]);
    expect(ids({ pageNumber: "3" })).toEqual([]);
  });

  it("tells a queue with its callback to a message queue", () => {
    const notify = {
      ...{ state: "On" as const, url: "", event: "TaskFinish", type: "TDMQ", resultFormat: "JSON" },
      ...{ mqMode: "Topic", mqRegion: "bj", mqName: "done" },
    };
    const updatedAt = dayStart + 60_000;
    const one = openCi({ buckets: [makeBucket({ queues: [makeQueue({ notify, updatedAt })] })] });
    expect(readXml(one("/picqueue").body)[4]).toEqual([
      "QueueList",
      [
        ["QueueId", "p1"],
        ["Name", "queue-1"],
        ["State", "Active"],
        [
          "NotifyConfig",
          [
            ["Url", ""],
            ["Event", "TaskFinish"],
            ["Type", "TDMQ"],
            ["State", "On"],
            ["ResultFormat", "JSON"],
            ["MqMode", "Topic"],
            ["MqRegion", "bj"],
            ["MqName", "done"],
          ],
        ],
        ["MaxSize", "10000"],
        ["MaxConcurrent", "10"],
        ["UpdateTime", "2024-01-02T00:01:00+0800"],
        ["CreateTime", "2024-01-02T00:00:00+0800"],
        ["BucketId", "photos-1250000000"],
        ["Category", "PicProcessing"],
      ],
    ]);
  });

  it("asked by id leaves out the numbers of the page, and names each unknown id", () => {
    const body = call("/picqueue", { queueIds: "p3,nope,p1,<x>" }).body;
    expect(readXml(body).map(([name]) => name)).toEqual([
      "RequestId",
      "QueueList",
      "QueueList",
      "NonExistPIDs",
      "NonExistPIDs",
    ]);
    expect(textsOf(body, "QueueId")).toEqual(["p1", "p3"]);
    expect(textsOf(body, "NonExistPIDs")).toEqual(["nope", "&lt;x&gt;"]);
    expect(body).not.toContain("BucketId");
  });

  it("keeps to a state, also among ids, where a queue of another state is not unknown", () => {
    expect(ids({ state: "Paused" })).toEqual(["p0", "p4", "p8"]);
    const body = call("/picqueue", { queueIds: "p0,p1", state: "Paused" }).body;
    expect([textsOf(body, "QueueId"), textsOf(body, "NonExistPIDs")]).toEqual([["p0"], []]);
  });

  it.each([
    ["state", "paused"],
    ["pageSize", "101"],
    ["pageNumber", "0"],
  ])("refuses %s %s", (name, value) => {
    const { status, body } = call("/picqueue", { [name]: value });
    expect([status, textsOf(body, "Code")]).toEqual([400, ["InvalidArgument"]]);
  });
});
