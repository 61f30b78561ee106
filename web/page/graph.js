// The graph of where a lot comes from. Only what is in sight is drawn, so that thousands of lots stay quick to look through.

import { h, replace, s } from "./dom.js";
import { layout, unfolded } from "./layout.js";
import { matches } from "./model.js";
import { RESULTS, country, mass, short } from "./words.js";

const WIDTH = 190;
const HEIGHT = 62;
const COLUMN = 260;
const ROW = 78;
const MAX_LISTED = 300;

/**
 * @param {ReturnType<import("./model.js").modelOf>} model
 * @param {(node: import("./model.js").Node) => void} onChoose
 * @returns {HTMLElement}
 */
export function graph(model, onChoose) {
  return new Graph(model, onChoose).element;
}

class Graph {
  constructor(model, onChoose) {
    this.model = model;
    this.onChoose = onChoose;
    this.folded = new Set();
    this.words = "";
    this.chosen = model.root;
    this.view = { x: -30, y: 0, zoom: 1 };
    this.hasInputs = new Set(model.edges.map((edge) => edge.from));
    this.svg = s("svg", { class: "graph", role: "group", "aria-label": "Graph of lots. Use the arrow keys to go along it, Enter for details, minus and plus to fold and unfold." });
    this.canvas = s("g");
    this.svg.append(this.canvas);
    this.count = h("p", { class: "quiet", role: "status" });
    this.list = h("ol", { class: "lots" });
    this.element = h("div", {}, this.#controls(), this.svg, h("details", { class: "as-list", ontoggle: () => this.#drawList() }, h("summary", {}, "The same as a list"), this.list));
    this.#listen();
    this.arrange();
  }

  #controls() {
    const search = h("input", { type: "search", id: "graph-search", placeholder: "lot, place, issuer, type …", oninput: (event) => this.search(event.target.value) });
    const button = (text, title, act) => h("button", { type: "button", title, "aria-label": text.length === 1 ? title : false, onclick: act }, text);
    return h("div", { class: "tools" },
      h("label", { for: "graph-search" }, "Find"), search,
      button("−", "Zoom out", () => this.zoom(1 / 1.3)), button("+", "Zoom in", () => this.zoom(1.3)), button("Fit", "Fit all in sight", () => this.fit()),
      button("Fold all", "Fold everything behind the first lot's inputs", () => this.foldAll()), button("Unfold all", "Unfold everything", () => this.unfoldAll()), this.count);
  }

  #listen() {
    let from;
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.target.closest(".node")) return;
      from = { x: event.clientX, y: event.clientY, view: { ...this.view } };
      this.svg.setPointerCapture(event.pointerId);
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (!from) return;
      this.view.x = from.view.x - (event.clientX - from.x) / this.view.zoom;
      this.view.y = from.view.y - (event.clientY - from.y) / this.view.zoom;
      this.draw();
    });
    for (const name of ["pointerup", "pointercancel"]) this.svg.addEventListener(name, () => (from = undefined));
    this.svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls; zooming takes a key, as on maps
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
    }, { passive: false });
    this.svg.addEventListener("keydown", (event) => this.#onKey(event));
    new ResizeObserver(() => this.draw()).observe(this.svg);
  }

  #onKey(event) {
    const { nodes, edges } = this.model;
    const at = this.places.get(this.chosen);
    const inColumn = (step) => [...this.places].find(([, place]) => place.column === at.column && Math.abs(place.row - at.row - step) < 0.6)?.[0];
    const next = {
      ArrowRight: () => edges.find((edge) => edge.from === this.chosen && this.places.has(edge.to))?.to,
      ArrowLeft: () => edges.find((edge) => edge.to === this.chosen && this.places.has(edge.from))?.from,
      ArrowDown: () => inColumn(1),
      ArrowUp: () => inColumn(-1),
    }[event.key]?.();
    if (next) {
      event.preventDefault();
      this.choose(next, true);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.onChoose(nodes.get(this.chosen));
    } else if ((event.key === "-" || event.key === "+") && this.hasInputs.has(this.chosen)) {
      event.preventDefault();
      this.fold(this.chosen, event.key === "-");
    }
  }

  /** Lays out what is unfolded. */
  arrange() {
    const shown = unfolded(this.model.root, this.model.edges, this.folded);
    const ids = [...this.model.nodes.keys()].filter((id) => shown.has(id));
    this.edges = this.model.edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to) && !this.folded.has(edge.from));
    Object.assign(this, layout(ids, this.edges, this.model.root));
    this.count.textContent = `${ids.length} of ${this.model.nodes.size} lots shown`;
    requestAnimationFrame(() => this.fit());
    this.#drawList();
  }

  fold(id, isFolded) {
    if (isFolded) this.folded.add(id);
    else this.folded.delete(id);
    this.arrange();
  }

  foldAll() {
    this.folded = new Set([...this.hasInputs].filter((id) => id !== this.model.root));
    this.arrange();
  }

  unfoldAll() {
    this.folded.clear();
    this.arrange();
  }

  search(words) {
    this.words = words.trim();
    if (this.words) {
      const found = [...this.model.nodes.values()].filter((node) => matches(node, this.words));
      this.found = new Set(found.map((node) => node.id));
      if (found.length > 0 && !this.places.has(found[0].id)) this.unfoldAll();
      this.count.textContent = `${found.length} of ${this.model.nodes.size} lots found`;
      if (found.length > 0) this.choose(found[0].id, false);
    } else {
      this.found = undefined;
      this.count.textContent = `${this.places.size} of ${this.model.nodes.size} lots shown`;
    }
    this.draw();
    this.#drawList();
  }

  zoom(by) {
    const { clientWidth: width, clientHeight: height } = this.svg;
    const zoom = Math.min(2.5, Math.max(0.02, this.view.zoom * by));
    this.view.x += width / 2 / this.view.zoom - width / 2 / zoom;
    this.view.y += height / 2 / this.view.zoom - height / 2 / zoom;
    this.view.zoom = zoom;
    this.draw();
  }

  /** Puts all in sight where that stays readable, else the chosen lot. */
  fit() {
    const { clientWidth: width, clientHeight: height } = this.svg;
    if (!width) return;
    const all = { width: this.columns * COLUMN, height: this.rows * ROW };
    this.view.zoom = Math.min(1.2, Math.max(0.35, Math.min(width / all.width, height / all.height)));
    this.view.x = all.width * this.view.zoom <= width ? (all.width - width / this.view.zoom - (COLUMN - WIDTH)) / 2 : -20;
    this.view.y = (all.height - height / this.view.zoom - (ROW - HEIGHT)) / 2;
    this.draw();
  }

  choose(id, isFocused) {
    this.chosen = id;
    const at = this.#at(id);
    const { clientWidth: width, clientHeight: height } = this.svg;
    const [w, t] = [width / this.view.zoom, height / this.view.zoom];
    if (at.x < this.view.x || at.x + WIDTH > this.view.x + w) this.view.x = at.x + WIDTH / 2 - w / 2;
    if (at.y < this.view.y || at.y + HEIGHT > this.view.y + t) this.view.y = at.y + HEIGHT / 2 - t / 2;
    this.draw();
    if (isFocused) this.canvas.querySelector(".chosen")?.focus();
  }

  #at(id) {
    const { column, row } = this.places.get(id);
    return { x: column * COLUMN, y: row * ROW };
  }

  draw() {
    const { x, y, zoom } = this.view;
    const [width, height] = [this.svg.clientWidth / zoom, this.svg.clientHeight / zoom];
    const isSeen = (at) => at.x + WIDTH > x && at.x < x + width && at.y + HEIGHT > y && at.y < y + height;
    this.svg.setAttribute("viewBox", `${x} ${y} ${Math.max(1, width)} ${Math.max(1, height)}`);
    const seen = [...this.places.keys()].filter((id) => isSeen(this.#at(id)));
    const isNear = new Set(seen);
    const hadFocus = this.canvas.contains(document.activeElement);
    const lines = this.edges.filter((edge) => isNear.has(edge.from) || isNear.has(edge.to)).map((edge) => this.#line(edge));
    replace(this.canvas, lines, seen.map((id) => this.#node(this.model.nodes.get(id), zoom)));
    if (hadFocus) this.canvas.querySelector(".chosen")?.focus({ preventScroll: true });
  }

  #line({ from, to }) {
    const [a, b] = [this.#at(from), this.#at(to)];
    const [x1, y1, x2, y2] = [a.x + WIDTH, a.y + HEIGHT / 2, b.x, b.y + HEIGHT / 2];
    return s("path", { class: "edge", d: `M${x1} ${y1}C${x1 + 40} ${y1} ${x2 - 40} ${y2} ${x2} ${y2}` });
  }

  #node(node, zoom) {
    const { x, y } = this.#at(node.id);
    const { sign, word, kind } = RESULTS[node.result];
    const isChosen = node.id === this.chosen;
    const isDim = this.found && !this.found.has(node.id);
    const group = s("g", {
      class: `node ${kind} ${node.kind}${isChosen ? " chosen" : ""}${isDim ? " dim" : ""}`, transform: `translate(${x} ${y})`, role: "button", tabindex: isChosen ? 0 : -1,
      onclick: () => {
        this.chosen = node.id;
        this.draw();
        this.onChoose(node);
      },
    }, s("title", {}, `${node.id}, ${describe(node)}, ${word}`), s("rect", { width: WIDTH, height: HEIGHT, rx: 6 }));
    if (zoom < 0.18) return group;
    group.append(
      s("g", { "aria-hidden": "true" }, s("text", { class: "sign", x: 10, y: 24 }, sign), s("text", { class: "name", x: 28, y: 24 }, clip(short(node.id), 20)),
        s("text", { class: "what", x: 10, y: 44 }, clip(describe(node), 28))));
    if (this.hasInputs.has(node.id)) {
      const isFolded = this.folded.has(node.id);
      group.append(s("g", {
        class: "fold", "aria-hidden": "true", transform: `translate(${WIDTH} ${HEIGHT / 2})`,
        onclick: (event) => {
          event.stopPropagation();
          this.fold(node.id, !isFolded);
        },
      }, s("title", {}, isFolded ? "Unfold" : "Fold"), s("circle", { r: 9 }), s("text", { y: 4 }, isFolded ? "+" : "−")));
    }
    return group;
  }

  #drawList() {
    if (!this.list.parentElement?.open) return;
    const all = [...this.model.nodes.values()].filter((node) => !this.words || matches(node, this.words));
    replace(this.list, all.slice(0, MAX_LISTED).map((node) => h("li", {},
      h("button", { type: "button", class: "link", onclick: () => this.onChoose(node) }, `${RESULTS[node.result].sign} ${node.id}`),
      ` ${RESULTS[node.result].word}; ${describe(node)}; made of ${this.model.edges.filter((edge) => edge.from === node.id).map((edge) => short(edge.to)).join(", ") || "nothing that is named"}`)),
      all.length > MAX_LISTED ? h("li", {}, `and ${all.length - MAX_LISTED} more: use Find to see them`) : false);
  }
}

function clip(text, length) {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** What a lot is, in a line. */
export function describe(node) {
  if (node.kind === "missing") return "no statement brings it forth";
  if (node.kind === "past") return "not looked at";
  const { lot } = node;
  if (!lot.mineral) return "no statement brings it forth";
  return `${lot.mineral} ${lot.form}, ${mass(lot.quantity).replace(/ \(.*/, "")}${node.country ? `, ${country(node.country)}` : ""}`;
}
