import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSdkClients } from "../../../deploy/scf/sdk-clients.ts";

describe("createSdkClients()", () => {
  it("asks the endpoint in the region, with a session token where there is one, for English", async () => {
    const seen: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers);
      response.end('{"Response":{}}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const place = { region: "ap-chongqing", endpoint };
    const keys = { secretId: "AKIDx", secretKey: "y" };
    await createSdkClients(place, { ...keys, sessionToken: "z" }).scf.ListFunctions({});
    await createSdkClients(place, { ...keys, sessionToken: null }).logs.request("SearchLog", {});
    expect(seen).toMatchObject([
      { "x-tc-region": "ap-chongqing", "x-tc-token": "z", "x-tc-language": "en-US", "x-tc-version": "2018-04-16" },
      { "x-tc-region": "ap-chongqing", "x-tc-action": "SearchLog", "x-tc-version": "2020-10-16" },
    ]);
    expect(seen[1]).not.toHaveProperty("x-tc-token");
    server.closeAllConnections();
  });

  it("asks the vendor's own hosts unless there is another endpoint, and is patient with functions", () => {
    const clients = createSdkClients(
      { region: "ap-chongqing", endpoint: null },
      { secretId: "a", secretKey: "b", sessionToken: null },
    );
    const { scf, patientScf, logs } = clients;
    expect([scf, patientScf, logs].map((client) => Reflect.get(client, "endpoint"))).toEqual([
      "scf.tencentcloudapi.com",
      "scf.tencentcloudapi.com",
      "cls.tencentcloudapi.com",
    ]);
    const profiles = [scf, patientScf].map((client) => Reflect.get(client, "profile"));
    expect(profiles).toMatchObject([{ httpProfile: { reqTimeout: 60 } }, { httpProfile: { reqTimeout: 960 } }]);
  });
});
