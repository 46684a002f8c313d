/**
 * The frame of every answer: a `Response`, or an `Error` that came with status 200.
 *
 * Anything else is refused, and so is text loose in the frame: both would read as an empty list.
 */

import { ProtocolError, ServiceError } from "../../core/errors.ts";
import { readXml, type TakeChild, withBody } from "./read-xml.ts";
import { showText } from "./show-bytes.ts";
import { childrenNamed, childText, isBlank, type XmlElement } from "./xml-element.ts";

/**
 * What `decode` makes of the response, less the children that `take` took before. A `ProtocolError` of either goes on
 * with the bytes attached.
 */
export function readResponse<T>(bytes: Uint8Array, decode: (response: XmlElement) => T, take?: TakeChild): T {
  const root = readXml(bytes, take);
  try {
    refuseError(root);
    refuseOtherRoot(root);
    return decode(root);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw withBody(error, bytes);
  }
}

function refuseError(root: XmlElement): void {
  const error = root.name === "Error" ? root : childrenNamed(root, "Error")[0];
  if (error === undefined) return;
  const serviceCode = showText(childText(error, "Code") ?? "", 64);
  const said = `${serviceCode}: ${showText(childText(error, "Message") ?? "", 200)}`;
  throw new ServiceError(`Cannot use the answer: status 200 with an error in it, ${said}`, {
    status: 200,
    serviceCode,
    requestId: childText(error, "RequestId") ?? childText(root, "RequestId"),
  });
}

function refuseOtherRoot(root: XmlElement): void {
  const name = showText(root.name, 40);
  if (root.name !== "Response") {
    throw new ProtocolError(`Cannot read the answer: it is <${name}>, not <Response>.`, { foreign: true });
  }
  if (!isBlank(root.text)) {
    throw new ProtocolError(`Cannot read the answer: text stands loose in it, \`${showText(root.text.trim(), 60)}\`.`);
  }
}
