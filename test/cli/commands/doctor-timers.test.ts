import { describe, expect, it } from "vitest";
import { allBut, auditFunction, examine, type FailureRow, timerOf, told } from "../patient.ts";

const withTimers = (...triggers: ReturnType<typeof timerOf>[]) => ({ functions: [auditFunction({ triggers })] });

const rows: readonly FailureRow[] = [
  [
    "that nothing starts the audit",
    withTimers(),
    {
      check: "timer",
      status: "failed",
      seen: /^the function has no timer: nothing starts the audit$/,
      advice: /^declare it in serverless\.yml/,
      exitCode: 3,
    },
  ],
  [
    "a timer that is off",
    withTimers(timerOf("0 30 2 * * * *", { enabled: false })),
    { check: "timer", status: "failed", seen: /^switched off: nightly$/, advice: /^switch it on/, exitCode: 3 },
  ],
  [
    "a timer that cannot be read",
    withTimers(timerOf("0 30 2 L * * *")),
    {
      check: "timer",
      status: "warning",
      seen: /^cannot read nightly "0 30 2 L \* \* \*"$/,
      advice: /^declare/,
      exitCode: 0,
    },
  ],
  [
    "a timer that never fires",
    withTimers(timerOf("0 30 2 30 2 * *")),
    { check: "timer", status: "failed", seen: /never fires$/, advice: /^declare/, exitCode: 3 },
  ],
  [
    "a timer before the night has settled, if its hours are China's",
    withTimers(timerOf("0 30 1 * * * *")),
    {
      check: "timer",
      status: "warning",
      seen: /at 01:30 if they are China's, at 09:30 if they are UTC's .*with China's hours before the night has settled/,
      advice: /^let it fire later, or make settle shorter$/,
      exitCode: 0,
    },
  ],
  [
    "a timer before the night has settled, if its hours are UTC's",
    withTimers(timerOf("0 30 17 * * * *")),
    { check: "timer", status: "warning", seen: /: with UTC's hours before the night/, advice: /later/, exitCode: 0 },
  ],
  [
    "that the timer cannot be seen",
    { policy: allBut("scf:GetFunction") },
    {
      check: "timer",
      status: "skipped",
      seen: /^cannot tell: the function may not be looked at$/,
      advice: null,
      exitCode: 0,
    },
  ],
  [
    "that there is no timer yet",
    { functions: [] },
    { check: "timer", status: "skipped", seen: /^there is no function yet$/, advice: null, exitCode: 0 },
  ],
];

describe("job-audit doctor, of timers", () => {
  it.each(rows)("tells %s", async (_failure, sickness, finding) => {
    const { of, exitCode } = await examine(sickness);
    expect([of(finding.check), exitCode]).toEqual(told(finding));
  });

  it("takes several timers as one, and is content when one of them comes late enough", async () => {
    const sickness = withTimers(timerOf("0 30 1 * * * *"), timerOf("0 0 3,9 * * * *", { name: "again" }));
    const { of } = await examine(sickness);
    const often = await examine(withTimers(timerOf("0 0 6,7,8,9 * * * *")));
    expect(often.of("timer")?.seen).toContain("at 06:00 and 07:00 and 08:00 and later if they are China's");
    expect(of("timer")).toMatchObject({ status: "ok" });
    expect(of("timer")?.seen).toMatch(
      /^nightly "0 30 1 \* \* \* \*", again "0 0 3,9 \* \* \* \*": .* at 01:30 and 03:00 and 09:00 if/,
    );
  });
});
