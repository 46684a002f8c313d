import { describe, expect, it } from "vitest";
import type { ListedPlace } from "../../../lib/usecases/discover/discovery.ts";
import { leftOfDiscovery } from "../../../lib/usecases/repair/discovery-holes.ts";
import type { HoleRow } from "../../../lib/usecases/repair/recorded-night.ts";

type Cause = HoleRow["cause"];

function hole(region: string, bucket: string | null = null, cause: Cause = "network", detail = ""): HoleRow {
  const span = { from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" };
  return { region, bucket, queueId: null, tag: null, ...span, cause, detail, requestId: null, evidence: null };
}

const [east, west] = [hole("east"), hole("west")];
const lost = hole("east", "lost", "not-found");

function listed(region: string, bucket: string | null = null, names: readonly string[] = []): ListedPlace {
  return { region, bucket, names };
}

function lacking(detail: string, bucket: string | null = "b"): HoleRow {
  return hole("east", bucket, "incomplete-list", detail);
}

const twoOfThree = lacking("2 of 3 rows were listed, after 3 readings");

describe("leftOfDiscovery()", () => {
  it.each<[string, HoleRow[], HoleRow[], ListedPlace[], HoleRow[]]>([
    ["nothing of what is listed by now", [east, hole("west", "b")], [], [listed("east"), listed("west", "b")], []],
    ["a region that is not listed still", [east, west], [west], [listed("east")], [west]],
    ["a region that is not asked for any more", [east], [], [listed("west")], [east]],
    [
      "of a region that is listed by now its buckets that are not",
      [east],
      [hole("east", "b")],
      [listed("east")],
      [hole("east", "b")],
    ],
    ["nothing of another place that was listed before", [east], [west, hole("west", "b")], [listed("east")], []],
    [
      "a bucket whose queues are not listed still",
      [hole("east", "b")],
      [hole("east", "b")],
      [listed("east")],
      [hole("east", "b")],
    ],
    ["a bucket of a region that is not listed any more", [hole("east", "b")], [east], [], [hole("east", "b")]],
    [
      "a bucket that its region does not list any more",
      [hole("east", "b")],
      [],
      [listed("east"), listed("east", "c")],
      [hole("east", "b")],
    ],
    [
      "nothing of a bucket beside one that fails now",
      [hole("east", "b")],
      [hole("east", "c")],
      [listed("east"), listed("east", "b")],
      [],
    ],
    ["a bucket that is found nowhere still", [lost], [lost], [listed("east")], [lost]],
    ["a bucket that a region may hide which is not listed now", [lost], [west], [listed("east")], [lost]],
    ["a bucket that nobody asks for any more", [lost], [], [listed("east")], [lost]],
    ["nothing of a bucket that is found by now", [lost], [], [listed("west"), listed("west", "lost")], []],
    [
      "what cannot be listed of a bucket that is found by now",
      [lost],
      [hole("west", "lost")],
      [listed("west")],
      [hole("west", "lost")],
    ],
    ["a bucket that turns out to be nowhere, once every region is listed", [west], [lost], [listed("west")], [lost]],
    ["what several holes come to once", [east, west], [lost], [listed("east"), listed("west")], [lost]],
    ["a list that has no more rows now than it had", [twoOfThree], [], [listed("east", "b", ["1", "2"])], [twoOfThree]],
    ["nothing of a list that has by now what it lacked", [twoOfThree], [], [listed("east", "b", ["1", "2", "3"])], []],
    [
      "nothing of one that lacked nothing for certain",
      [lacking("the list changed while it was read, after 3 readings")],
      [],
      [listed("east", "b")],
      [],
    ],
    [
      "a queue whose id cannot be used, though it is not listed any more",
      [lacking("a queue has an id that cannot be used")],
      [],
      [listed("east", "b", ["1"])],
      [lacking("a queue has an id that cannot be used")],
    ],
  ])("leaves %s", (_what, ...[before, holes, places, left]) => {
    expect(leftOfDiscovery(before, { holes, listed: places })).toEqual(left);
  });
});
