import { describe, expect, it } from "vitest";
import { maskAround, maskQuotedKey, maskToken } from "../../../../lib/core/fingerprint/v1/mask-token.ts";

describe("maskToken(), of a whole word that has the shape", () => {
  it.each([
    ["img.example.com", "<host>"],
    ["img.example.com/x", "<url>"],
    ["img.example.com/cat.jpg", "<key.jpg>"],
    ["0xff", "<num>"],
    ["deadbeefdeadbeef", "<id>"],
    ["zdeadbeefdeadbeef", "<id>"],
    ["beefdead1", "<num>"],
    ["1234567a", "<num>"],
    ["photos-1250000000", "<bucket>"],
    ["abcdefab-abcd-abcd-abcd-abcdefabcdef", "<id>"],
    ["ann@example.com", "<mail>"],
    ["ann@2x.png.cn", "<mail>"],
    ["cat@2x.png", "<key.png>"],
    ["cat@2x.jpg", "<key.jpg>"],
    ["cat@3x.jpeg", "<key.jpeg>"],
  ])("masks %s as %s", (token, masked) => {
    expect(maskToken(token)).toBe(masked);
  });

  it.each([
    ["(img.example.com", "(img.example.com"],
    ["(img.example.com/x", "(img.example.com/x"],
    ["a0xff", "a<num>xff"],
    ["0xffg", "<num>xffg"],
    ["zzdeadbeefdeadbeef", "zzdeadbeefdeadbeef"],
    ["deadbeefdeadbeefzz", "deadbeefdeadbeefzz"],
    ["deadbeef", "deadbeef"],
    ["zdeadbeef1", "zdeadbeef<num>"],
    ["Xphotos-albums-1250000000", "Xphotos-albums-<num>"],
    ["photos-albums-1250000000_large", "photos-albums-<num>_large"],
    ["z:abcdefab-abcd-abcd-abcd-abcdefabcdef", "z:abcdefab-abcd-abcd-abcd-abcdefabcdef"],
    ["abcdefab-abcd-abcd-abcd-abcdefabcdef:z", "abcdefab-abcd-abcd-abcd-abcdefabcdef:z"],
    ["(ann@example.com", "(ann@example.com"],
    ["ann@example.com!", "ann@example.com!"],
    [".jpg", ".jpg"],
    ["jpg", "jpg"],
    ["12/34/56", "<num>/<num>/<num>"],
  ])("leaves %s but for its numbers, if only a part has it", (token, masked) => {
    expect(maskToken(token)).toBe(masked);
  });

  it("leaves what stands behind a key, and takes the padding of an id", () => {
    expect(maskToken("cat.jpg=")).toBe("<key.jpg>=");
    expect(maskToken("cat.jpg.")).toBe("<key.jpg>.");
    expect(maskToken("NWU5Y2Q4ZTNfMjVhYzk0MGFf==.")).toBe("<id>.");
  });
});

describe("maskToken(), of letters and digits by chance", () => {
  it.each([
    ["three changes between the two", "x1y2", "<num>"],
    ["two changes", "x1y", "x<num>y"],
    ["three changes in a long word", "photolarge1small2", "<id>"],
    ["two changes in a long word", "photolargesmall1x", "photolargesmall<num>x"],
    ["digits for half of sixteen", "ghijwxyz12345678", "<id>"],
    ["fewer digits than half", "ghijwxyzv1234567", "ghijwxyzv<num>"],
    ["digits for all of fifteen but a few", "ghijwxy12345678", "ghijwxy<num>"],
    ["capitals by chance", "QWxhZGRpbjpPcGVu", "<id>"],
    ["a digit among capitals by chance", "KLMkl1mnoKLMNOkl", "<id>"],
    ["capitals for three tenths", "abcDefGhiJklMnoPqrSt", "abcDefGhiJklMnoPqrSt"],
    ["a capital for each word", "abcDefgHijklMnop", "abcDefgHijklMnop"],
    ["six small letters in a row", "ABCDEfghijkLMNOP", "ABCDEfghijkLMNOP"],
    ["six capitals in a row", "xyzKLMNOPxyzKLMNo", "xyzKLMNOPxyzKLMNo"],
    ["another character in front", "_QWxhZGRpbjpPcGVu", "_QWxhZGRpbjpPcGVu"],
    ["another character behind", "QWxhZGRpbjpPcGVu_", "QWxhZGRpbjpPcGVu_"],
  ])("goes by %s: %s", (_, token, masked) => {
    expect(maskToken(token)).toBe(masked);
  });

  it("takes more than 128 characters for an id, whatever they are", () => {
    const word = "wordwork".repeat(16);
    expect(maskToken(word)).toBe(word);
    expect(maskToken(`${word}s`)).toBe("<id>");
  });
});

describe("maskQuotedKey()", () => {
  it.each([
    ["a b.png", "<key.png>"],
    ["in/cat", "<key>"],
    ["in\\cat", "<key>"],
    ["猫/图", "<key>"],
    ["12ab34", "<key>"],
    ["img12345", "<key>"],
    ["photos-1250000000", "<bucket>"],
  ])("takes %j for %s", (text, masked) => {
    expect(maskQuotedKey(text)).toBe(masked);
  });

  it.each(["in/<num>/b", "<key.png>", "and a/b", "///", "img1234", "a1", "cat", "cat.", "1234", "猫"])(
    "takes %j for no key",
    (text) => {
      expect(maskQuotedKey(text)).toBeNull();
    },
  );
});

describe("maskAround()", () => {
  it.each([
    ["photos-1250000000/<key.jpg>", "<bucket>/<key.jpg>"],
    ["photos-1250000000:<key>", "<bucket>:<key>"],
    ["photos-1250000000-<key>", "photos-<num>-<key>"],
    ["X-photos-1250000000/<key>", "X-photos-<num>/<key>"],
    ["7<num>8", "<num><num><num>"],
  ])("masks a bucket before a key, and numbers: %s", (token, masked) => {
    expect(maskAround(token)).toBe(masked);
  });
});
