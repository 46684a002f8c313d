import { describe, expect, it } from "vitest";
import { slack } from "../../../lib/adapters/sinks/slack.ts";
import { sampleMessage } from "../../../lib/core/alerts/sample-message.ts";
import { crowd, groupLine, itemOf, messageOf } from "../../core/alerts/a-message.ts";
import { openReceiver } from "./a-receiver.ts";
import { aSink, never } from "./a-sink.ts";
import { createSinkClock } from "./sink-clock.ts";

interface Block {
  readonly type: string;
  readonly text: { readonly type: string; readonly text: string; readonly verbatim?: boolean };
}

function blocksOf(message = messageOf()): readonly Block[] {
  return JSON.parse(slack.write(message, "en")).blocks;
}

describe("a Slack webhook", () => {
  it("gets blocks, and a line for where no blocks are shown", () => {
    expect(JSON.parse(slack.write(messageOf(), "en"))).toEqual({
      text: "Warning: 1 new · 2026-11-21",
      unfurl_links: false,
      blocks: [
        { type: "header", text: { type: "plain_text", text: "Warning: 1 new · 2026-11-21", emoji: true } },
        section("41,250 jobs, 702 failed, 715 findings\nOpen incidents: 2"),
        section(`*🟠 Warning: New kind of failure (new)*
photos-1250000000 / p0123456789abcdef0123456789abcdef / PicProcess
InputFileNotFound: the object does not exist
Jobs: 0 → 1,234
First seen 2026-11-21
Since 2026-11-21, 1 night
ID 1a2b3c4d5e6f`),
        section(
          "<https://reports.example.com/audits/v1/diffs/family=pic/date=2026-11-21/report.html|Open the report>\njob-audit · pic · 2026-11-21",
        ),
      ],
    });
  });

  it("takes `ok` for an answer and nothing else", async () => {
    const { url, receipts } = await openReceiver({ script: [{ body: "ok" }, { body: "<html>Sign in</html>" }] });
    const sink = aSink({ url, type: "slack" });
    expect(await sink.deliver(messageOf(), never)).toBe("it answered 200: ok");
    await expect(sink.send(messageOf(), never)).rejects.toMatchObject({
      retryable: false,
      message: "Cannot send to sink ops: it answered 200: <html>Sign in</html>, which is no answer of this service",
    });
    expect(receipts[0]?.headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it("calls nobody and shows no markup but ours", () => {
    const evidence = groupLine({ code: "<!channel>", message: "<@U1> *x* ~y~ `z` a&b <https://evil|free>" });
    const [, , block] = blocksOf(messageOf({ items: [itemOf({ evidence })] }));
    expect(block?.text.text.split("\n")[2]).toBe(
      "&lt;!channel&gt;: &lt;@U1&gt; ＊x＊ ～y～ ｀z｀ a&amp;b &lt;https://evil|free&gt;",
    );
    expect(block?.text.verbatim).toBe(true);
  });

  it("stays within 50 blocks, 3,000 characters a section and 150 a header", () => {
    const evidence = groupLine({ code: "&".repeat(80), message: "&".repeat(500) });
    const items = crowd(60, { evidence, operation: "&".repeat(80), bucket: "&".repeat(80), tag: "&".repeat(80) });
    const blocks = blocksOf(messageOf({ items }));
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks.filter(({ type, text }) => text.text.length > (type === "header" ? 150 : 3_000))).toEqual([]);
    expect(blocks.at(-1)?.text.text).toContain("and 50 more\n");
    expect(blocks.map(({ text }) => text.text).join("")).not.toMatch(/&(?!amp;|lt;|gt;)/);
  });

  it("ends a section that would be too long with its last line that fits", () => {
    const long = "&".repeat(80);
    const [spiked] = sampleMessage({ at: 0, night: messageOf().night, page: null }).items;
    const evidence = spiked?.incident.evidence;
    if (evidence?.kind !== "spike" || evidence.why === null) throw new Error("the sample has no reason");
    const conditions = (["prefix", "code"] as const).map((attribute) => ({ attribute, value: long }));
    const rule = { conditions, failed: 1, expected: 0, excess: 1, coverage: 1 };
    const row = { ...evidence, code: long, message: long, why: { ...evidence.why, rule } };
    const incident = { bucket: long, queueId: long, tag: long, operation: long, evidence: row };
    const [, , block] = blocksOf(messageOf({ items: [itemOf(incident)] }));
    expect(block?.text.text.length).toBeLessThanOrEqual(3_000);
    expect(block?.text.text.split("\n").at(-1)).toBe("640 of 1,680 failed, 6.4 expected");
  });

  it("waits as long as a 429 says, and a second between any two", async () => {
    const clock = createSinkClock();
    const script = [{ status: 429, headers: { "retry-after": "8" }, body: "rate_limited" }, { body: "ok" }];
    const { url, receipts } = await openReceiver({ script });
    const sink = aSink({ url, type: "slack", clock });
    await sink.send(messageOf(), never);
    expect(clock.waits.filter((ms) => ms > 0)).toEqual([8_000]);
    await sink.send(messageOf(), never);
    expect(clock.waits.filter((ms) => ms > 0)).toEqual([8_000, 1_100]);
    expect(receipts).toHaveLength(3);
  });
});

function section(text: string): object {
  return { type: "section", text: { type: "mrkdwn", verbatim: true, text } };
}
