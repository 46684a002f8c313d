import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { showSpinner } from "../../../cli/render/spinner.ts";

describe("showSpinner()", () => {
  it("asks for no text in a pipe", () => {
    const asked: number[] = [];
    const spinner = showSpinner<number>({ isTerminal: false }, "Fetching", (progress) => `${asked.push(progress)}`);
    spinner.update(1);
    spinner.stop();
    expect(asked).toEqual([]);
  });

  it("leaves signals to the command, and draws no more often than eyes follow", () => {
    const asked: number[] = [];
    const stream = new PassThrough();
    const before = process.listenerCount("SIGINT");
    const textOf = (progress: number) => `${asked.push(progress)} files`;
    const spinner = showSpinner<number>({ isTerminal: true }, "Fetching", textOf, stream);
    for (let progress = 1; progress <= 100; progress += 1) spinner.update(progress);
    expect(process.listenerCount("SIGINT")).toBe(before);
    spinner.stop();
    expect(asked[0]).toBe(1);
    expect(asked.length).toBeLessThan(100);
    expect(String(stream.read())).toContain("Fetching …");
  });
});
