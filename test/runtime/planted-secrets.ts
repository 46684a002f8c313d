/** Secrets in each form in which they turn up. All hold one marker, so that a text can be searched for every one of them. */

const marker = "5eCr3t";

const key = `${marker}Key/with+signs=`;
const jsonWebToken = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", `${marker}Signature0123456789`].join(".");

export const secretEnvironment = {
  TENCENTCLOUD_SECRETID: `${marker}MadeUpId`,
  TENCENTCLOUD_SECRETKEY: key,
  TENCENTCLOUD_SESSIONTOKEN: `${marker}SessionToken`,
  CHAT: `https://hooks.slack.com/services/T0123ABCD/${marker}Hook0123`,
  HOOK_SECRET: `whsec_${Buffer.from(`a key of 24 bytes: ${marker}`).toString("base64")}`,
};

/** By what they are. */
export const plantedSecrets: Readonly<Record<string, string>> = {
  "the secret id": secretEnvironment.TENCENTCLOUD_SECRETID,
  "the secret key": key,
  "the secret key in an address": encodeURIComponent(key),
  "the session token": `a${secretEnvironment.TENCENTCLOUD_SESSIONTOKEN}b`,
  "the id of another account": `AKID${marker}0123456789abcdef`,
  "a presigned address": `https://b-1250000000.cos.ap-x.myqcloud.com/a.jpg?q-ak=x&q-signature=${marker}`,
  "an address with a password": `https://user:${marker}@hooks.example.com/ci`,
  "an address with a token": `see https://hooks.example.com/ci?token=${marker}#${marker}, and others`,
  "a header": `Authorization: q-sign-algorithm=sha1&q-ak=x&q-signature=${marker}`,
  "a header of another kind": `Authorization: Bearer ${marker}0123456789abcdef`,
  "a field of JSON": `{"SecretKey":"${marker}","Token": "${marker}"}`,
  "a field of JSON in JSON": JSON.stringify(JSON.stringify({ secretKey: marker })),
  "an element of XML": `<Signature>${marker}</Signature>`,
  "a web token": `token ${jsonWebToken}`,
  "the address of a sink": secretEnvironment.CHAT,
  "a part of a sink's address": `${marker}Hook0123`,
};

export const plantedForms = Object.entries(plantedSecrets);

/** All of them in one. */
export const poison = Object.values(plantedSecrets).join(" ");

/** What of a told thing still holds a secret; nothing where all is well. `Error`s are looked into, their causes too. */
export function leaks(told: unknown): readonly string[] {
  return textsIn(told).filter((text) => text.includes(marker) || text.includes(secretEnvironment.HOOK_SECRET));
}

function textsIn(told: unknown): readonly string[] {
  if (typeof told === "string") return [told];
  if (told instanceof Map) return [...told].flat().flatMap(textsIn);
  if (!(told instanceof Object)) return [];
  const own = told instanceof Error ? [told.name, told.message, String(told.stack), told.cause] : [];
  return [...own, ...Object.entries(told).flat()].flatMap(textsIn);
}
