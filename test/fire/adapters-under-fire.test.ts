import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { fires } from "./fires.ts";
import { type OpenFire, openFire } from "./open-fire.ts";

const script = fileURLToPath(new URL("run-under-fire.ts", import.meta.url));
/** Three calls, each with 5 s for its tries, for a claim in doubt; the rest is the machine's. */
const longestMs = 30_000;

interface Ended {
  readonly endpoint: string;
  readonly call: string;
  readonly how: string;
  readonly ms: number;
}

interface Report {
  readonly exitCode: unknown;
  readonly output: string;
  readonly ended: readonly Ended[];
  readonly strays: readonly string[];
}

/** One process, which takes its endpoints in turn. */
function runAt(endpoints: readonly string[]): Promise<Report> {
  return new Promise((resolve) => {
    const args = ["--import", "tsx", script, ...endpoints];
    execFile(process.execPath, args, { timeout: 150_000, maxBuffer: 1 << 26 }, (failure, stdout, stderr) => {
      const told = stdout.startsWith("{") ? JSON.parse(stdout) : { ended: [], strays: [stdout] };
      resolve({ ...told, exitCode: failure?.code ?? failure?.signal ?? 0, output: stdout + stderr });
    });
  });
}

describe("the adapters under a hostile service", () => {
  const open: OpenFire[] = [];
  const ended: Ended[] = [];
  const reports: Report[] = [];

  beforeAll(async () => {
    for (const fire of fires) open.push(await openFire(fire.burn));
    const endpoints = open.map(({ endpoint }) => endpoint);
    const runs = [0, 1, 2, 3].map((quarter) => runAt(endpoints.filter((_, index) => index % 4 === quarter)));
    reports.push(...(await Promise.all(runs)));
    ended.push(...reports.flatMap((report) => report.ended));
    return () => {
      for (const { close } of open) close();
    };
  }, 200_000);

  it("live, end by themselves, and leave no rejection, exception or warning behind", () => {
    expect(reports.map(({ exitCode, strays }) => ({ exitCode, strays }))).toEqual(
      reports.map(() => ({ exitCode: 0, strays: [] })),
    );
    expect(ended).toHaveLength(fires.length * 5);
  });

  it("tell no secret", () => {
    for (const { output } of reports)
      expect(output).not.toMatch(/secretUnderFire|tokenUnderFire|AKIDunderFire|q-sig|Signature=/);
  });

  it("move no terminal by what they tell", () => {
    for (const { how } of ended) expect(how).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  it.each(fires.map((fire, index) => [fire.name, index] as const))(
    "under %s: each call settles in its time, and says what was seen",
    (_, index) => {
      const fire = fires[index];
      const calls = ended.filter(({ endpoint }) => endpoint === open[index]?.endpoint);
      expect(calls.map(({ call }) => call)).toEqual(["list", "get", "put", "claim", "start"]);
      for (const { call, how, ms } of calls) {
        const expected = fire?.elsewhere?.[call as "get"] ?? fire?.ends;
        expect(how, call).toMatch(expected ?? "");
        expect(ms, call).toBeLessThan(longestMs);
      }
    },
  );

  it("hold no connection open", async () => {
    for (const { sockets } of open) await expect.poll(sockets, { timeout: 5_000 }).toBe(0);
  });
});
