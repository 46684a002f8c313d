import { describe, expect, it } from "vitest";
import { credential } from "../../emulator/small-world.ts";
import { allBut, auditFunction, examine, type Sickness } from "../patient.ts";

/** Nobody listens there. */
const nowhere = "http://127.0.0.1:1";

describe("job-audit doctor, of secrets", () => {
  it("repeats no secret, whatever it finds", async () => {
    const secrets = { TENCENTCLOUD_SECRETKEY: "hush-hush-key", TENCENTCLOUD_SESSIONTOKEN: "hush-hush-token" };
    const { out, err } = await examine({ env: secrets });
    expect(out + err).not.toContain("hush-hush");
  });

  const environment = {
    ALERTS_URL: "https://hush-hush.example/a?key=hush",
    HEARTBEAT_URL: "http://hush-hush.example/b",
  };
  const url = "http://hush-hush@a.example/ci?token=hush-hush";
  const everywhere: readonly Sickness[] = [
    { functions: [auditFunction({ environment })] },
    { functions: [] },
    { policy: allBut("*") },
    { queue: { notify: { state: "On", url, event: "TaskFinish", type: "Url", resultFormat: "XML" } } },
    { settings: (same) => ({ ...same, endpoints: { ci: nowhere, cos: nowhere, scf: nowhere } }) },
  ];

  it.each(everywhere)("repeats no address and no key where more is found: %#", async (sickness) => {
    const { out, err } = await examine({ ...sickness, env: environment });
    expect(out).toContain("credentials");
    for (const secret of ["hush-hush", credential.secretKey, credential.secretId]) {
      expect(out + err).not.toContain(secret);
    }
  });
});
