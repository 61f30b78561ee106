// The worker where modules load by themselves; web/build.js puts start-worker-built.js in this one's place.

/** @returns {Worker} */
export function startWorker() {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}
