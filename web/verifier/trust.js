// What a verifier brings along: who founded the exchange, and the key of its log (docs/bundle.md).

import { fromHex } from "./bytes.js";
import { JsonNumber, parseJson } from "./json.js";
import { parseNoteKey } from "./note.js";

/**
 * @param {string | Uint8Array} source
 * @returns {{ charter: string, log: import("./note.js").NoteKey }}
 */
export function parseTrust(source) {
  const json = parseJson(source);
  const members = json === null || typeof json !== "object" ? "" : Object.keys(json).sort().join();
  if (members !== "charter,log,trust" || !(json.trust instanceof JsonNumber)) {
    throw new Error('it is not {"charter":"<64 hex>","log":"<name>+<8 hex>+<base64>","trust":1}');
  }
  if (json.trust.whole !== 1) throw new Error(`version ${json.trust} of trust files is not known here`);
  fromHex(json.charter, 32);
  if (typeof json.log !== "string") throw new Error("its log is no key");
  return { charter: json.charter, log: parseNoteKey(json.log) };
}
