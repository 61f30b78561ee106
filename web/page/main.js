import { startBuyer } from "./buyer.js";
import { byId } from "./dom.js";
import { startPartner } from "./partner.js";

/** One page, two sides; which one is shown is told by the two buttons on top. */
function choose(side) {
  for (const name of ["buyer", "partner"]) {
    byId(name).hidden = name !== side;
    byId(`to-${name}`).setAttribute("aria-pressed", String(name === side));
  }
}

for (const name of ["buyer", "partner"]) byId(`to-${name}`).addEventListener("click", () => choose(name));
choose("buyer");
startBuyer();
startPartner();
