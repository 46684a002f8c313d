import { describe, expect, it } from "vitest";
import { withUsual } from "../../../emulator/scf/options.ts";
import { fakeRunner } from "./open-deployments.ts";

const delay = async () => {};

describe("withUsual()", () => {
  it("lets nothing be deployed unless it is told what runs it", () => {
    expect(withUsual({ functions: {} }, delay)).toMatchObject({ namespace: "default", deployments: null });
  });

  it("gives deployments the machine's clock, no bucket, every role and the platform's namespaces", () => {
    const deployments = { runner: fakeRunner(), namespaces: ["audit", "default"] };
    const settings = withUsual({ functions: {}, namespace: "own", deployments }, delay).deployments;
    expect(settings).toMatchObject({
      now: Date.now,
      objects: null,
      namespaces: ["own", "default", "audit"],
      faults: [],
    });
    expect(settings?.hasRole("any")).toBe(true);
  });
});
