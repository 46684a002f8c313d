import { describe, expect, it } from "vitest";
import { createInvocationFaults } from "../../../emulator/scf/invocation-faults.ts";

describe("createInvocationFaults()", () => {
  it("hits the nth start and those behind it, of one function or of all, the first of several faults first", () => {
    const faults = createInvocationFaults(
      [
        { functionName: "a", nth: 2, times: 1, how: "lose" },
        { nth: 3, times: 2, how: "duplicate" },
        { functionName: "b", how: "delay", delayMs: 5 },
      ],
      () => 0,
    );
    const hits = ["a", "a", "a", "a", "a", "b"].map((name) => faults(name)?.how ?? null);
    expect(hits).toEqual([null, "lose", "duplicate", "duplicate", null, "delay"]);
  });

  it("hits none any more from its end on", () => {
    let now = 9;
    const faults = createInvocationFaults([{ how: "lose", until: 10 }], () => now);
    expect(faults("a")?.how).toBe("lose");
    now = 10;
    expect(faults("a")).toBeNull();
  });
});
