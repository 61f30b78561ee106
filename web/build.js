#!/usr/bin/env node
// Makes web/dist/assay.html, the page as one file: a browser loads no modules from a file, and the exchange serves it whole.
// Each module becomes a function, in the order in which they need each other. What this understands of the language is what the
// modules here use: imports on one line at the start of a line, and exports before what they name.
//
//   node web/build.js           writes web/dist
//   node web/build.js --check   says whether web/dist is what the sources make, by its exit status

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(fileURLToPath(import.meta.url));
const IMPORT = /^import (?:\* as (\w+)|\{([^}]*)\}) from ["']([^"']+)["'];$/gm;
const BARE = /^import\b/m;
const EXPORT = /^export (?=(?:async )?(?:function|const|class)\b)(?:async )?(?:function|const|class)\s*\*?\s*(\w+)/gm;
const EXPORT_LIST = /^export \{([^}]*)\};$/gm;
const BLOCK_COMMENT = /^[ \t]*\/\*\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*\n/gm;
const LINE_COMMENT = /^[ \t]*\/\/.*\n/gm;

/** The modules that one needs and itself, each after those that it needs. */
function modules(entry, replaced, found = new Map(), open = []) {
  const path = replaced.get(entry)?.path ?? entry;
  if (found.has(entry)) return found;
  if (open.includes(entry)) throw new Error(`modules need each other: ${[...open, entry].map((each) => relative(ROOT, each)).join(" → ")}`);
  const source = replaced.get(path)?.text ?? readFileSync(path, "utf8");
  for (const [, , , name] of source.matchAll(IMPORT)) modules(resolve(dirname(path), name), replaced, found, [...open, entry]);
  found.set(entry, { path, source });
  return found;
}

function pairs(list, separator) {
  return list.split(",").map((each) => each.trim()).filter(Boolean).map((each) => {
    const [from, to = from] = each.split(" as ").map((name) => name.trim());
    return separator === ":" ? (from === to ? from : `${from}: ${to}`) : from === to ? from : `${to}: ${from}`;
  }).join(", ");
}

function wrap({ path, source }, names) {
  const exported = [];
  let body = source.replace(BLOCK_COMMENT, "").replace(LINE_COMMENT, "").replace(/^export default .*$/gm, "");
  body = body.replace(IMPORT, (_, all, some, name) => {
    const from = names.get(resolve(dirname(path), name));
    return all ? `const ${all} = ${from};` : `const { ${pairs(some, ":")} } = ${from};`;
  });
  if (BARE.test(body)) throw new Error(`${relative(ROOT, path)}: an import that this build does not understand`);
  body = body.replace(EXPORT_LIST, (_, list) => {
    exported.push(pairs(list, "="));
    return "";
  });
  body = body.replace(EXPORT, (text, name) => {
    exported.push(name);
    return text.slice("export ".length);
  });
  if (/^export\b/m.test(body)) throw new Error(`${relative(ROOT, path)}: an export that this build does not understand`);
  return `// ${relative(ROOT, path)}\nconst ${names.get(path)} = (() => {\n${body.trim()}\nreturn { ${exported.join(", ")} };\n})();\n`;
}

/** One script of all that an entry needs. */
function bundle(entry, replaced = new Map()) {
  const all = [...modules(entry, replaced)];
  const names = new Map(all.flatMap(([name, { path }], i) => [[name, `m${i}`], [path, `m${i}`]]));
  return `(() => {\n"use strict";\n${all.map(([, each]) => wrap(each, names)).join("")}})();\n`;
}

/** Text that may stand in a script element as it is. */
function inline(script) {
  return script.replace(/<(?=\/script|!--)/gi, "\\x3c");
}

function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const worker = bundle(join(ROOT, "page/worker.js"));
const source = join(ROOT, "page/worker-source.js");
const script = inline(`\n${bundle(join(ROOT, "page/main.js"), new Map([
  [join(ROOT, "page/start-worker.js"), { path: join(ROOT, "page/start-worker-built.js") }],
  [source, { text: `export const WORKER = ${JSON.stringify(worker)};\n` }],
]))}`);
const style = `\n${readFileSync(join(ROOT, "page/style.css"), "utf8")}`;
const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; worker-src blob:; connect-src CONNECT; base-uri 'none'; form-action 'none'`;
const licences = readFileSync(join(ROOT, "vendor/noble/hashes/LICENSE"), "utf8").split("\n")[2];
const page = readFileSync(join(ROOT, "index.html"), "utf8")
  .replace('<link rel="stylesheet" href="page/style.css">', () => `<meta http-equiv="Content-Security-Policy" content="${policy.replace("CONNECT", "'self' https: http://127.0.0.1:* http://localhost:*")}">\n<!-- Made by web/build.js. Holds parts of @noble/hashes, @noble/curves and @noble/post-quantum (MIT, ${licences}) and of qrcode-generator (MIT, Copyright (c) 2009 Kazuhiko Arase); see web/vendor. -->\n<style>${style}</style>`)
  .replace('<script type="module" src="page/main.js"></script>', () => `<script>${script}</script>`);

const made = { "assay.html": page, "csp.txt": `${policy.replace("CONNECT", "'self'")}; frame-ancestors 'none'` };
const isCheck = process.argv.includes("--check");
for (const [name, text] of Object.entries(made)) {
  const file = join(ROOT, "dist", name);
  if (!isCheck) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (readFileSync(file, "utf8") !== text) {
    console.error(`web/dist/${name} is not what the sources make: run node web/build.js`);
    process.exitCode = 1;
  }
}
