/** What broke a connection, in words: when several addresses were tried, Node's error has a code and no message. */
export function nameCause(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message === "" ? `${code}` : message;
}
