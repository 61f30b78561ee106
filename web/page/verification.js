// Checking a bundle on the reader's own machine, and showing what was checked and what was not.

import { h } from "./dom.js";
import { startWorker } from "./start-worker.js";

/** @param {any} question @param {(step: string) => void} progress @returns {Promise<any>} */
export function checkInWorker(question, progress) {
  return new Promise((resolve, reject) => {
    const worker = startWorker();
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    worker.onmessage = ({ data }) => {
      if (data.step) progress(data.step);
      else if (data.error !== undefined) end(reject, new Error(data.error));
      else end(resolve, data.result);
    };
    worker.onerror = (event) => end(reject, new Error(event.message || "the check could not be started"));
    worker.postMessage(question);
  });
}

const OUTCOMES = {
  HOLDS: ["✓", "pass", "The evidence holds. It was checked in this browser, and nobody's word was taken for it."],
  "DOES NOT HOLD": ["✕", "fail", "The evidence does not hold: do not rely on this file."],
  "CANNOT SAY": ["?", "unknown", "Nothing was found to be wrong, and not everything could be checked here: see below what."],
};

/** @param {any} result @returns {HTMLElement} */
export function verification(result) {
  const [sign, kind, sentence] = OUTCOMES[result.outcome];
  return h("div", {},
    h("p", { class: `result ${kind}` }, h("span", { "aria-hidden": "true" }, sign), ` ${sentence}`),
    result.finding && h("p", {}, h("strong", {}, result.finding.place ? `At ${result.finding.place}: ` : ""), result.finding.sentence, ` (${result.finding.code})`),
    h("details", { open: result.status !== 0 }, h("summary", {}, `What was checked (${result.checked.length}) and what was not (${result.notChecked.length})`),
      h("h3", {}, "Checked, and it holds"), h("ul", {}, result.checked.map((each) => h("li", {}, each.sentence))),
      h("h3", {}, "Not checked"), h("ul", {}, result.notChecked.map((each) => h("li", {}, each)))));
}
