// What somebody pastes: a lot's id, a share link, or the address of this page with either.

/**
 * @typedef {{ lot: string, token: string, base: string }} Question `base` is the exchange, "" for the one that serves this page
 */

/**
 * Reads an address or an id.
 * @param {string} text
 * @returns {Question}
 */
export function parseQuestion(text) {
  const given = text.trim();
  let url;
  try {
    url = new URL(given);
  } catch {
    return { lot: given, token: "", base: "" };
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return { lot: given, token: "", base: "" };
  const path = /^(.*)\/v1\/lots\/([^/]+)(?:\/bundle)?$/.exec(url.pathname);
  const hash = parseHash(url.hash);
  if (path) return { lot: decodeURIComponent(path[2]), token: url.searchParams.get("token") ?? "", base: url.origin + path[1] };
  if (hash) return { ...hash, base: url.origin + url.pathname.replace(/\/[^/]*$/, "") };
  return { lot: given, token: "", base: "" };
}

/**
 * Reads what stands behind the # of this page's address: it never leaves the browser, so a token there is in no server's log.
 * @param {string} hash
 * @returns {{ lot: string, token: string } | undefined}
 */
export function parseHash(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const lot = values.get("lot");
  return lot ? { lot, token: values.get("token") ?? "" } : undefined;
}

/** The address of a page that shows a lot. */
export function pageAddress(page, { lot, token }) {
  const values = new URLSearchParams({ lot });
  if (token) values.set("token", token);
  return `${page}#${values}`;
}

/** What a reader's token says of itself, without believing it: whose it is, for which lot, until when. */
export function describeToken(token) {
  try {
    const part = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    const { iss, lot, exp } = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (c) => c.charCodeAt(0))));
    return { issuer: String(iss), lot: lot === undefined ? undefined : String(lot), until: new Date(exp * 1000) };
  } catch {
    return undefined;
  }
}
