import { describe, expect, it } from "vitest";
import { findInnerFailures } from "../../../lib/adapters/ci/inner-failures.ts";
import { readXml } from "../../../lib/adapters/ci/read-xml.ts";

const failuresIn = (inner: string) => findInnerFailures(readXml(Buffer.from(`<Operation>${inner}</Operation>`)));

describe("findInnerFailures()", () => {
  it("finds none without an operation", () => {
    expect(findInnerFailures(null)).toEqual([]);
  });

  it("finds the watermark that failed inside a job that succeeded", () => {
    const watermark =
      "<DigitalWatermark><IgnoreError>true</IgnoreError><Message>too small</Message><State>Failed</State></DigitalWatermark>";
    expect(failuresIn(watermark)).toEqual([{ path: "Operation.DigitalWatermark", code: "", message: "too small" }]);
  });

  it("finds pages that failed", () => {
    const pages =
      "<DocProcessResult><TotalPageCount>9</TotalPageCount><FailPageCount>2</FailPageCount></DocProcessResult>";
    expect(failuresIn(pages)).toEqual([
      { path: "Operation.DocProcessResult", code: "FailPageCount", message: "2 pages failed" },
    ]);
  });

  it("finds a result by its code, at any depth", () => {
    const result =
      "<ImageInspectResult><Code>Success</Code><AutoProcessResult><Code>AccessDenied</Code><Message>no</Message></AutoProcessResult></ImageInspectResult>";
    expect(failuresIn(result)).toEqual([
      { path: "Operation.ImageInspectResult.AutoProcessResult", code: "AccessDenied", message: "no" },
    ]);
  });

  it("tells one element's failure once", () => {
    const result =
      "<DocProcessResult><State>Failed</State><Code>E</Code><FailPageCount>1</FailPageCount></DocProcessResult>";
    expect(failuresIn(result)).toEqual([{ path: "Operation.DocProcessResult", code: "E", message: "" }]);
  });

  it("finds every one of several, in order of path", () => {
    const failed = (code: string, said = "") => `<AResult><Code>${code}</Code><Message>${said}</Message></AResult>`;
    expect(failuresIn(`<Z><State>Failed</State></Z>${failed("E2")}${failed("E1", "b")}${failed("E1", "a")}`)).toEqual([
      { path: "Operation.AResult", code: "E1", message: "a" },
      { path: "Operation.AResult", code: "E1", message: "b" },
      { path: "Operation.AResult", code: "E2", message: "" },
      { path: "Operation.Z", code: "", message: "" },
    ]);
  });

  it("finds an operation that failed itself", () => {
    expect(failuresIn("<State>Failed</State>")).toEqual([{ path: "Operation", code: "", message: "" }]);
  });

  it.each([
    ...["Success", "success", "OK", "0", "", "-"].map((code) => `<AResult><Code>${code}</Code></AResult>`),
    "<PicProcess><Code>1234</Code></PicProcess>",
    "<AResult><State>Success</State></AResult>",
    "<AResult><State>Running</State></AResult>",
    "<AResult><FailPageCount>0</FailPageCount></AResult>",
    "<AResult><FailPageCount/></AResult>",
    "<AResult><FailPageCount>none</FailPageCount></AResult>",
    "<UserData>Failed</UserData>",
    "<PosterProduction><Info><main><State>Failed</State></main><aResult><Code>red</Code></aResult></Info></PosterProduction>",
  ])("finds nothing in %j", (inner) => {
    expect(failuresIn(inner)).toEqual([]);
  });
});
