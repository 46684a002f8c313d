import { describe, expect, it } from "vitest";
import { symptomOf } from "../../lib/core/symptom.ts";
import { makeFinding } from "../cli/finding.ts";

describe("symptomOf", () => {
  it("is the service's code and message for a failure", () => {
    expect(symptomOf(makeFinding())).toEqual({ code: "ImageTooLarge", message: "41321x30291 is too large" });
  });

  it("is our reason where the service has no message", () => {
    expect(symptomOf(makeFinding({ message: "" })).message).toBe("failed with ImageTooLarge");
  });

  it("is what failed inside a job that succeeded", () => {
    const innerFailures = [{ path: "Operation.DigitalWatermark", code: "Small", message: "no room" }];
    const hidden = makeFinding({ verdict: "hidden-failure", code: "Success", innerFailures });
    expect(symptomOf(hidden)).toEqual({ code: "Small", message: "Operation.DigitalWatermark: no room" });
  });

  it("is our reason where nothing that failed inside is named", () => {
    const hidden = makeFinding({ verdict: "hidden-failure", code: "Success", reason: "3 of 9 pages failed" });
    expect(symptomOf(hidden)).toEqual({ code: "", message: "3 of 9 pages failed" });
  });

  it("is the failure's own, whatever failed inside of it", () => {
    const innerFailures = [{ path: "Operation.DigitalWatermark", code: "Small", message: "no room" }];
    expect(symptomOf(makeFinding({ innerFailures })).code).toBe("ImageTooLarge");
  });

  it("is our reason without a code for a job that hangs, whatever its code says", () => {
    const stuck = makeFinding({ verdict: "stuck.queued", code: "Success", reason: "waits for longer than 2h" });
    expect(symptomOf(stuck)).toEqual({ code: "", message: "waits for longer than 2h" });
  });
});
