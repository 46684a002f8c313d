import { describe, expect, it } from "vitest";
import { functionOf } from "./deployed-function.ts";
import { openRunner, returned, runnersNoon } from "./open-runner.ts";

describe("createZipRunner(), and what time it is in a function", () => {
  it("gives a function the platform's time before its code is loaded, which goes on though the platform's stands still", async () => {
    const code = `const loaded = Date.now();
      exports.main_handler = async () => {
        await new Promise((done) => setTimeout(done, 30));
        const made = new Date();
        return {
          loaded, later: Date.now(), made: made.getTime(), text: Date.parse(Date()), given: new Date(2024, 0).getFullYear(),
          isDate: made instanceof Date && made.constructor === Date,
        };
      }`;
    const value = (await returned(code)) as Record<string, number>;
    const near = (from: number) => expect.toSatisfy((ms: number) => ms >= from && ms < runnersNoon + 30_000);
    expect(value).toEqual({
      loaded: near(runnersNoon),
      later: near(runnersNoon + 29),
      made: near(runnersNoon + 29),
      text: near(runnersNoon - 999),
      given: 2024,
      isDate: true,
    });
  });

  it("gives each what the platform's clock shows at its start", async () => {
    const times = [Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 21)];
    const clock = { now: 0 };
    const { run } = openRunner({ now: () => clock.now });
    const days: unknown[] = [];
    for (const time of times) {
      clock.now = time;
      days.push(await run(functionOf("exports.main_handler = async () => new Date().toISOString().slice(0, 10)")));
    }
    expect(days).toMatchObject([{ value: "2026-11-20" }, { value: "2026-11-21" }]);
  });

  it("leaves Date as it is where the platform has the machine's time", async () => {
    const code = "exports.main_handler = async () => [require('node:util').types.isProxy(Date), Date.now()]";
    const [isProxy, now] = (await returned(code, {}, { now: Date.now })) as [boolean, number];
    expect(isProxy).toBe(false);
    expect(Math.abs(now - Date.now())).toBeLessThan(30_000);
  });
});
