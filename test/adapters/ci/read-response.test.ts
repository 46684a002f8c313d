import { describe, expect, it } from "vitest";
import { readResponse } from "../../../lib/adapters/ci/read-response.ts";
import { ServiceError } from "../../../lib/core/errors.ts";
import { responseOf } from "./response-of.ts";

const decode = (bytes: Uint8Array) => readResponse(bytes, (response) => response.children.length);

describe("readResponse()", () => {
  it("hands the response on", () => {
    expect(decode(responseOf("<a/><b/>"))).toBe(2);
  });

  it("leaves an error of another kind as it is", () => {
    const failure = new TypeError("a fault of the decoder");
    const attempt = () =>
      readResponse(responseOf(""), () => {
        throw failure;
      });
    expect(attempt).toThrow(failure);
  });

  it("refuses a root that is neither a response nor an error", () => {
    const page = Buffer.from("<html><body/></html>");
    expect(() => decode(page)).toThrow("Cannot read the answer: it is <html>, not <Response>.");
  });

  it("tells of an error that came with status 200", () => {
    const body =
      "<Error><Code>AccessDenied</Code><Message>Denied, see http://h/?sign=1</Message><RequestId>r1</RequestId></Error>";
    const expected = {
      message: "Cannot use the answer: status 200 with an error in it, AccessDenied: Denied, see http://h/",
      status: 200,
      serviceCode: "AccessDenied",
      requestId: "r1",
      retryable: false,
    };
    for (const bytes of [Buffer.from(body), responseOf(body)]) {
      expect(() => decode(bytes)).toThrow(ServiceError);
      expect(() => decode(bytes)).toThrow(expect.objectContaining(expected));
    }
  });

  it("tells of an error that says nothing", () => {
    const expected = { status: 200, serviceCode: "", requestId: null };
    expect(() => decode(Buffer.from("<Error/>"))).toThrow(expect.objectContaining(expected));
    expect(() => decode(responseOf("<Error/><RequestId>r2</RequestId>"))).toThrow(
      expect.objectContaining({ ...expected, requestId: "r2" }),
    );
  });
});
