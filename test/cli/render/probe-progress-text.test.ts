import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { forecastText, probeProgressText } from "../../../cli/render/probe-progress-text.ts";

describe("forecastText()", () => {
  it("tells only of what is going to be done", () => {
    const quick = forecastText({ family: "pic", tokenMinutes: 0, rateCap: null }, plainLook);
    expect(quick).toBe("Probing pic jobs: only lists and look-ups are asked for, nothing is changed.\n");
    const whole = forecastText({ family: "pic", tokenMinutes: 5, rateCap: 20 }, { ...plainLook, columns: 300 });
    expect(whole).toContain(
      "It waits 5 min with a page's token in hand. Then it asks for one job from 1 to 20 times a",
    );
    expect(whole).toContain("at most 207 requests, and ends with the first that is told to slow down.\n");
  });
});

describe("probeProgressText()", () => {
  it("names the question, counts seconds down, and tells the rate", () => {
    expect(probeProgressText({ question: "pageSize", step: "ask" })).toBe("How many jobs does one page hold?");
    expect(probeProgressText({ question: "tokenLife", step: "wait", remainingMs: 41_200 })).toBe(
      "a page's token is used in 42 s",
    );
    expect(probeProgressText({ question: "rate", step: "climb", rate: 8, requests: 24 })).toBe(
      "8 a second, 24 requests",
    );
  });
});
