import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tree } from "../../lib/core/job.ts";
import { redactTree } from "../../lib/core/redact.ts";
import { hostileText } from "./hostile-text.ts";

const mark = /\[cut:[0-9a-f]{12}\]/g;

describe("redactTree", () => {
  it("redacts texts at every depth and keeps the shape", () => {
    const tree = { Url: "https://h/?a=b", List: ["x", { Deep: "ftp://u:p@h" }], Empty: "", Node: {} };
    expect(JSON.stringify(redactTree(tree)).replace(mark, "✂")).toBe(
      '{"Url":"https://h/?✂","List":["x",{"Deep":"ftp://✂@h"}],"Empty":"","Node":{}}',
    );
  });

  it("cuts whatever stands under a secret's name, once", () => {
    const once = redactTree({ CallBackToken: "abc", Token: "", Signature: ["abc", ""] });
    // printf abc | sha256sum
    expect(once).toEqual({ CallBackToken: "[cut:ba7816bf8f01]", Token: "", Signature: ["[cut:ba7816bf8f01]", ""] });
    expect(redactTree(once)).toEqual(once);
  });

  it("cuts every text of a tree under a secret's name, whatever the names in it", () => {
    const tree = { Credentials: { Value: "abc", List: [{ Deep: "abc" }, "abc"], Empty: {} }, Other: { Value: "abc" } };
    const cut = "[cut:ba7816bf8f01]";
    expect(redactTree(tree)).toEqual({
      Credentials: { Value: cut, List: [{ Deep: cut }, cut], Empty: {} },
      Other: { Value: "abc" },
    });
  });

  it("changes no tree the second time", () => {
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        hostileText(),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("Token", "Sign", "Url", "Credentials", "A"), tie("tree"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (any) => {
        const once = redactTree(any);
        expect(redactTree(once)).toEqual(once);
      }),
    );
  });

  it("takes a text for a tree", () => {
    expect(redactTree("https://h/#abc")).toBe("https://h/#[cut:ba7816bf8f01]");
  });
});
