/**
 * The guard of addresses: what settings or a name server say is no reason to send to the inside of a network.
 *
 * A name is resolved once, each address that it has is checked, and the connection goes to one of those and no other: a
 * name that points elsewhere a moment later changes nothing.
 */

import { isIP, isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";
import { type Failed, failed, type Refused, refused } from "./attempt.ts";

/** All addresses of a name. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export interface GuardOptions {
  readonly lookup: Lookup;
  /** Whether private networks are no reason to refuse. */
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
}

/**
 * The address to connect to; one of version 4 where there is any, as functions have no other way out. Rejects with the
 * signal's reason, and with nothing else.
 */
export async function guardAddress(
  host: string,
  { lookup, allowPrivate, signal }: GuardOptions,
): Promise<string | Refused | Failed> {
  const found = await resolve(host, lookup, signal);
  if ("outcome" in found) return found;
  if (allowPrivate || found.every(isPublic)) {
    return found.find(isIPv4) ?? found[0] ?? failed("its name has no address");
  }
  return refused("its address lies in a private or reserved network; if that is wanted, set allowPrivate: true for it");
}

/** Whether anybody on the internet can have it. Addresses that stand for others, as NAT64's, are not public either. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(globalUnicast);
}

/** What IANA gives out ("Internet Protocol Version 6 Address Space"); all else is kept for later or for oneself. */
const globalUnicast = ipaddr.parseCIDR("2000::/3");

async function resolve(host: string, lookup: Lookup, signal: AbortSignal): Promise<readonly string[] | Failed> {
  const literal = host.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0) return [literal];
  try {
    return await orAborted(lookup(literal), signal);
  } catch (error) {
    signal.throwIfAborted();
    return failed(`its name could not be resolved (${codeOf(error)})`);
  }
}

/** A code says nothing of the address; messages do. */
export function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : "no code";
}

/** A name server that does not answer cannot be stopped, only left. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolvePromise, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolvePromise, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
