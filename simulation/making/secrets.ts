/**
 * Texts that nobody may see: credentials of every invocation, and what jobs and queues hold.
 *
 * All can be recognised wherever they turn up, and none is part of another text.
 */

import { createHash } from "node:crypto";

/** As the function platform hands them out: each try has its own. */
export interface InvocationCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly sessionToken: string;
}

/** Of one try of one start; attempts count from 0. */
export function credentialsOf(start: string, attempt: number): InvocationCredentials {
  const hex = hexOf(`${start}/${attempt}`);
  return {
    secretId: `AKIDleak${hex.slice(0, 28)}`,
    secretKey: `leakedKey${hex.slice(28, 52)}`,
    sessionToken: `leakedSession${hex}${hexOf(`${start}/${attempt}/more`)}`,
  };
}

/** Where a secret stands in what a job or a queue tells. */
export type SecretPlace = "presigned" | "fragment" | "user-info" | "web-token" | "callback" | "callback-path";

export interface PlantedSecret {
  /** What is told. */
  readonly text: string;
  /** What of it may be told on. */
  readonly secrets: readonly string[];
}

/** The same for the same name and place. */
export function plantSecret(name: string, place: SecretPlace): PlantedSecret {
  const hex = hexOf(`${place}/${name}`);
  const secret = `${hex.slice(0, 40)}`;
  const texts: Readonly<Record<SecretPlace, PlantedSecret>> = {
    presigned: presigned(hex),
    fragment: { text: `{"token":"leak${secret}","n":1}`, secrets: [`leak${secret}`] },
    "user-info": { text: `cannot get https://robot:leak${secret}@hooks.example.com/in`, secrets: [`leak${secret}`] },
    "web-token": webToken(hex),
    callback: { text: `https://hooks.example.com/in?token=leak${secret}`, secrets: [`leak${secret}`] },
    "callback-path": { text: `https://hooks.example.com/services/leak${secret}`, secrets: [`leak${secret}`] },
  };
  return texts[place];
}

function presigned(hex: string): PlantedSecret {
  const signature = hex.slice(0, 40);
  const id = `AKIDplanted${hex.slice(40, 64)}`;
  const query = `q-sign-algorithm=sha1&q-ak=${id}&q-sign-time=1;2&q-signature=${signature}`;
  return { text: `https://in-1250000000.cos.ap-chongqing.myqcloud.com/a.jpg?${query}`, secrets: [signature, id] };
}

function webToken(hex: string): PlantedSecret {
  const body = Buffer.from(`{"sub":"${hex.slice(0, 12)}"}`).toString("base64url");
  return { text: `bearer eyJhbGciOiJIUzI1NiJ9.${body}.${hex}`, secrets: [body, hex] };
}

function hexOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
