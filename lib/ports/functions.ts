/** The other cloud functions, as this one can start them. */

export interface Functions {
  /**
   * Starts a function and does not wait for its end; it may run twice. The event goes out as JSON, at most 128 KB.
   * Resolves with the platform's request id; throws as every call to the platform does.
   */
  start(name: FunctionName, event: object, signal: AbortSignal): Promise<{ readonly requestId: string | null }>;
}

export interface FunctionName {
  readonly region: string;
  readonly namespace: string;
  readonly function: string;
}
