/** What requests are signed with. Never part of settings, logs, reports or errors. */
export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  /** Of temporary credentials only. */
  readonly sessionToken: string | null;
}
