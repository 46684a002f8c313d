/** Texts for redaction to be tried on: whole and broken URLs, signatures, tokens, marks of earlier cuts. */

import fc from "fast-check";

/** Texts made of what the cutting looks for, in any order. */
export function hostileText(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(
    ..."a b1 x.jpg :// http:// https%3A%2F%2F %3F %40 %2F @ : . , - _ = == ? # & / \\ ' \" 猫 ， 。 [ ] ( ) { }".split(
      " ",
    ),
    ..."token token= Signature: q-ak= q-signature= <Token> </Token> [cut:0123456789ab] user:p %25 %2525 sign".split(
      " ",
    ),
    " ",
    "\n",
    "Bearer ",
    "authorization: ",
    "0123456789abcdef0123456789abcdef",
    "AKID",
    "AKID0123456789abcdef",
    "eyJ",
    "eyJa.eyJb.c",
    "\u{20000}",
    "\ud800",
  );
  return fc.oneof(
    { arbitrary: fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join("")), weight: 4 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 60 }), weight: 1 },
  );
}
