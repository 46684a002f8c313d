import { describe, expect, it } from "vitest";
import { EventError } from "../../lib/core/errors.ts";
import { shardKey } from "../../lib/core/key.ts";
import { decodeShardEvent } from "../../lib/runtime/shard-event.ts";

const shard = shardKey({ runId: "0123456789abcdef", discovery: 1, fanOut: 2 }, 7, "ab".repeat(32));

describe("decodeShardEvent()", () => {
  it("takes the key of a shard, and how often it went on", () => {
    expect(decodeShardEvent({ shard })).toEqual({ shard });
    expect(decodeShardEvent({ shard, continuation: 3 })).toEqual({ shard, continuation: 3 });
    const last = { shard, continuation: 1_000, idle: 2 };
    expect(decodeShardEvent(last)).toEqual(last);
  });

  it.each([
    {},
    null,
    "no event",
    { shard: "v1/commits/family=pic/date=2026-11-21/r0001.json" },
    { shard: `../${shard}` },
    { shard: `${shard}x` },
    { shard, continuation: 0 },
    { shard, continuation: 1.5 },
    { shard, continuation: 1_001 },
    { shard, idle: 0 },
    { shard, date: "2026-11-21" },
  ])("refuses %j, and repeats nothing of it", (event) => {
    expect(() => decodeShardEvent(event)).toThrow(EventError);
    expect(() => decodeShardEvent(event)).not.toThrow(/2026-11-21|no event/);
  });
});
