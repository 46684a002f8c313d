import { describe, expect, it } from "vitest";
import { main_handler as audit } from "../../functions/audit.ts";
import { main_handler as diff } from "../../functions/diff.ts";
import { main_handler as shard } from "../../functions/shard.ts";
import { main_handler as watchdog } from "../../functions/watchdog.ts";

describe("main_handler", () => {
  it.each([
    ["audit", audit, /^Cannot audit: expected a timer's event/],
    ["diff", diff, /^Cannot diff: expected a timer's event/],
    ["shard", shard, /^Cannot read a shard: expected/],
  ])("of %s is that function's", async (_name, handler, message) => {
    const error = { code: "EVENT", message: expect.stringMatching(message) };
    expect(await handler("no event")).toEqual({ status: "failed", error });
  });

  it("of watchdog is that function's, which throws whatever fails", async () => {
    await expect(watchdog("no event")).rejects.toMatchObject({
      code: "EVENT",
      message: expect.stringMatching(/^Cannot watch: expected a timer's event/),
    });
  });
});
