// The worker of the page that is one file: its program is text within the page.

import { WORKER } from "./worker-source.js";

/** @returns {Worker} */
export function startWorker() {
  const url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}
