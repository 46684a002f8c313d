/** docs/deploy.md, command for command: what it prints and how it exits is what the page shows. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSteps } from "./page-steps.ts";
import { type Walk, walkPage } from "./page-walk.ts";

describe.each(["README.md", "docs/deploy.md"])("%s", (page) => {
  let walk: Walk;

  beforeAll(async () => {
    walk = await walkPage();
  });

  afterAll(() => walk.close());

  it.each(readSteps(page))(
    "line $line: $commands",
    async (step) => {
      const { exitCode, shown } = step;
      expect(await walk.take(step)).toEqual({ exitCode, output: shown ?? "" });
    },
    180_000,
  );

  it("ends the emulator with Ctrl+C", async () => {
    expect(await walk.end()).toMatch(/\nThe emulator has stopped\.\n$/);
  }, 30_000);
});
