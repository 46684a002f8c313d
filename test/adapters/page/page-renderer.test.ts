import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parseXml } from "@rgrove/parse-xml";
import { describe, expect, it } from "vitest";
import { createPageRenderer } from "../../../lib/adapters/page/page-renderer.ts";
import { sha256Hex } from "../../../lib/core/hash.ts";
import { aView } from "../../page/a-view.ts";

const { render } = createPageRenderer();
const run = promisify(execFile);
const printHash = fileURLToPath(new URL("../../page/print-hash.ts", import.meta.url));

/** The text of the page, without its markup. */
function textOf(page: string): string {
  return page.replace(/<style>.*?<\/style>/s, "").replace(/<[^>]*>/g, "");
}

describe("createPageRenderer()", () => {
  it("draws the same view as the same text: again, in other processes and in other time zones", async () => {
    const view = aView({ scopes: 12 });
    const hash = sha256Hex(await render(view));
    await render(aView({ scopes: 3 }));
    expect(sha256Hex(await render(view))).toBe(hash);
    for (const TZ of ["America/New_York", "Asia/Kathmandu"]) {
      const { stdout } = await run(process.execPath, ["--import", "tsx", printHash], {
        env: { ...process.env, TZ, LANG: "de_DE.UTF-8" },
      });
      expect(stdout.trim()).toBe(hash);
    }
  });

  it("stays below a megabyte for a thousand scopes, and says how many it does not show", async () => {
    const page = await render(aView({ scopes: 1_000 }));
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    expect(page.match(/<figure/g)).toHaveLength(24);
    const text = textOf(page);
    expect(text).toContain("The 24 of 1,000 scopes with failures that stand out most.");
    expect(text).toContain("The 24 of 1,000 queues with the most failures.");
    expect(text).toContain("The largest 20 of 1,000 groups.");
    expect(text).toContain("200 of 1,000 files; the manifest names them all.");
  });

  it("tells the night in the order in which one wants to know it", async () => {
    const text = textOf((await render(aView())).replace(/<nav.*<\/nav>/s, ""));
    const inOrder = [
      "Night of Saturday, 21 November 2026",
      "INCOMPLETE",
      "1 hole: what could not be read is unknown, not fixed.",
      "2.2 %",
      "Worst first",
      "854 jobs failed, 214 expected",
      "612 of 640 extra failures: prefix uploads/heic/, operation imageMogr2/format/webp",
      "Failure rates",
      "Failures by hour",
      "Stuck jobs",
      "Top groups",
      "Coverage and holes",
      "ap-chongqing / photos-1250000000 / pqueue3 / PicProcess",
      "10:10:00 to 10:40:00",
      "Files",
    ];
    let from = 0;
    const places = inOrder.map((words) => {
      from = text.indexOf(words, from);
      return from;
    });
    expect(places).not.toContain(-1);
  });

  it("leads to files from where it lies", async () => {
    const page = await render(aView());
    const [, address = ""] = /href="([^"#]*)"/.exec(page) ?? [];
    const place = "https://bucket/reports/v1/diffs/family=pic/date=2026-11-21/report-0.html";
    expect(new URL(address, place).pathname).toMatch(/^\/reports\/v1\/findings\/family=pic\/date=2026-11-21\//);
  });

  it("draws charts that are well-formed, and hold no style, script, number of their own or address", async () => {
    const page = await render(aView());
    const charts = page.match(/<svg role="img".*?<\/svg>/gs) ?? [];
    expect(charts).toHaveLength(8);
    for (const chart of charts) {
      expect(parseXml(chart).root?.attributes["aria-label"]).toMatch(/^(Failure rate of|Heat map of|Bars of) /);
      expect(chart).not.toMatch(/ (?:id|class|style|href)=|<style|<script|#|url\(/);
    }
  });

  it("folds what is less bad behind the worst ten lines, and says how much there is in all", async () => {
    const view = aView();
    const [first] = view.diff.worst;
    const worst = Array.from({ length: 14 }, () => first).filter((row) => row !== undefined);
    const page = await render({ ...view, diff: { ...view.diff, worst } });
    expect(page).toMatch(/<details class="rest"><summary>4 more<\/summary><ol class="lines card" start="11">/);
    expect(page.match(/class="rank"/g)).toHaveLength(14);
    expect(textOf(await render({ ...view, diff: { ...view.diff, worst: [] } }))).toContain("as far as could be read");
    expect(textOf(page)).not.toContain("The worst 14 of 12");
  });

  it("says of a quiet night that it was", async () => {
    const view = aView();
    const nothing = { first: [], inAll: 0 };
    const { rates: _, ...headline } = view.diff.headline;
    const diff = {
      ...view.diff,
      status: "complete" as const,
      worst: [],
      headline: { ...headline, rates: null, worse: 0, ended: { before: 0, after: 0 } },
    };
    const manifest = { ...view.manifest, status: "complete" as const, holes: [], notes: [], excluded: [], byState: {} };
    const quiet = { ...view, diff, manifest, rates: nothing, hours: nothing, stuck: nothing, groups: nothing };
    const text = textOf(await render(quiet));
    expect(text).toContain("CompleteEvery job of the night was read, in 6 scopes.");
    expect(text).toContain("Nothing got worse.");
    expect(text).toContain("No hole: every second of every scope was read.");
    expect(text).not.toMatch(/Failure rates|Failures by hour|Stuck jobs|Top groups/);
    const first = { ...quiet, diff: { ...diff, baselines: [], leftOut: [{ night: "2026-11-19", reason: "gone" }] } };
    const told = textOf(await render({ ...first, manifest: { ...manifest, scopes: [] } }));
    expect(told).toContain("There is no earlier night to compare with.");
    expect(told).toContain("No queue was found");
    expect(told).toContain("not compared with: 2026-11-19.");
  });
});
