/** The page in a real browser: that it fits, says what it says to everybody, and that nothing in it is more than text. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPageRenderer } from "../../lib/adapters/page/page-renderer.ts";
import { aView } from "./a-view.ts";
import { launchBrowser } from "./browser.ts";
import { hostileView } from "./hostile-view.ts";

let browser: Browser;
let folder = "";

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), "job-audit-page-test-"));
  const renderer = createPageRenderer();
  for (const [name, view] of [
    ["incident", aView()],
    ["large", aView({ scopes: 30 })],
    ["hostile", hostileView()],
  ] as const) {
    await writeFile(join(folder, `${name}.html`), await renderer.render(view));
  }
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Look {
  readonly width: number;
  readonly colorScheme?: "light" | "dark";
  /** Scripts that a test runs itself have to get past the page's policy; the page's own have not. */
  readonly bypassCSP?: boolean;
}

interface Shown {
  readonly page: Page;
  /** What the console said, what failed, and what was asked for beside the page. */
  readonly noise: string[];
}

async function show(name: string, { width, colorScheme = "light", bypassCSP = false }: Look): Promise<Shown> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, bypassCSP });
  const noise: string[] = [];
  const address = pathToFileURL(join(folder, `${name}.html`)).href;
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("dialog", (dialog) => void dialog.dismiss().finally(() => noise.push("a dialog opened")));
  page.on("request", (request) => request.url() !== address && noise.push(request.url()));
  await page.goto(address);
  return { page, noise };
}

const names = ["incident", "large", "hostile"];

describe("the page of a night in Chromium", () => {
  it.each(names.flatMap((name) => [360, 768, 1280].map((width) => [name, width] as const)))(
    "fits and is quiet: %s at %i pixels",
    async (name, width) => {
      const { page, noise } = await show(name, { width });
      for (const summary of await page.locator("summary:visible").all()) await summary.click();
      const widest = await page.evaluate("document.documentElement.scrollWidth");
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
      await page.close();
      expect(widest).toBe(width);
      expect(noise).toEqual([]);
    },
  );

  it.each(names.flatMap((name) => (["light", "dark"] as const).map((scheme) => [name, scheme] as const)))(
    "has no fault that axe knows: %s, %s",
    async (name, colorScheme) => {
      const { page } = await show(name, { width: 1280, colorScheme, bypassCSP: true });
      for (const summary of await page.locator("summary:visible").all()) await summary.click();
      await page.addScriptTag({ content: axe.source });
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        "axe.run()",
      );
      await page.close();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    },
  );

  it("takes the colours of the dark from the system", async () => {
    const grounds: unknown[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await show("incident", { width: 1280, colorScheme });
      const band = 'document.querySelector(".rates figure path[fill=\\"var(--band)\\"]")';
      grounds.push(
        await page.evaluate(`[getComputedStyle(document.body).backgroundColor, getComputedStyle(${band}).fill]`),
      );
      await page.close();
    }
    expect(grounds).toEqual([
      ["rgb(246, 246, 244)", "rgb(219, 230, 245)"],
      ["rgb(18, 20, 23)", "rgb(36, 54, 80)"],
    ]);
  });

  it("prints light, without what is of a screen alone, and on paper's width", async () => {
    const { page } = await show("incident", { width: 1280, colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    const ground = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    const isNavigationSeen = await page.locator("nav").isVisible();
    const pdf = await page.pdf({ format: "A4" });
    await page.close();
    expect({ ground, isNavigationSeen }).toEqual({ ground: "rgb(255, 255, 255)", isNavigationSeen: false });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("keeps what is hostile as text, and runs nothing", async () => {
    const { page, noise } = await show("hostile", { width: 1280 });
    const counts = await page.evaluate(
      "Object.fromEntries(['img', 'script', 'style', 'iframe', 'a[href^=javascript]', '[onerror]', '[style]'].map((each) => [each, document.querySelectorAll(each).length]))",
    );
    const text = await page.locator("main").innerText();
    expect(await page.title()).toBe("Night of 2026-11-21, pic jobs: job audit");
    await page.close();
    expect(counts).toEqual({
      ...{ img: 0, script: 0, style: 1, iframe: 0 },
      ...{ "a[href^=javascript]": 0, "[onerror]": 0, "[style]": 0 },
    });
    expect(text).toContain(`"><img src=x onerror="document.title='broken'"></style>`);
    expect(text).toContain("\\u{202e}gpj.exe\\u{0}\\u{1b}[31m\\u{2066}\\u{d800}\\u{2028}");
    expect(text).not.toContain("n".repeat(400));
    expect(noise).toEqual([]);
  });

  it("refuses a script that somebody put into it", async () => {
    const { page, noise } = await show("incident", { width: 1280 });
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = 1' }))",
    );
    expect(await page.title()).toBe("Night of 2026-11-21, pic jobs: job audit");
    await page.close();
    expect(noise.join()).toContain("Content Security Policy");
  });
});
