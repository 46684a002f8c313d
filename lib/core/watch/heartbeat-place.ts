/** Where the audit says that it ran, as the settings name it. The address is a secret: whoever has it can say so too. */

export interface HeartbeatPlace {
  /** Name of the variable that holds the address. */
  readonly urlFrom: string;
  /** Whether the address may lie in a private network, and begin with `http:`. */
  readonly allowPrivate: boolean;
}
