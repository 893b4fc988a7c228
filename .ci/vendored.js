/**
 * Takes the browser's libraries out of node_modules: `node .ci/vendored.js` writes them anew.
 *
 * A browser without an import map finds no bare names, and a map would be inline code, so imports are made relative.
 */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../", import.meta.url);
const VENDOR = new URL("service/board/vendor/", ROOT);
const LIST = new URL("THIRD_PARTY.md", ROOT);

/** Each file: the package that it is from, and where in it. */
const FILES = {
  "preact.js": ["preact", "dist/preact.mjs"],
  "hooks.js": ["preact", "hooks/dist/hooks.mjs"],
  "htm.js": ["htm", "dist/htm.mjs"],
  "signals-core.js": ["@preact/signals-core", "dist/signals-core.mjs"],
  "signals.js": ["@preact/signals", "dist/signals.mjs"],
};
const RELATIVE = {
  preact: "./preact.js",
  "preact/hooks": "./hooks.js",
  "@preact/signals-core": "./signals-core.js",
};

const inPackage = (name, path) => readFileSync(new URL(`node_modules/${name}/${path}`, ROOT), "utf8");

/** Returns all that is taken over: texts by their name in `vendor/`. */
export function vendored() {
  const texts = new Map();
  for (const [file, [name, path]] of Object.entries(FILES)) {
    texts.set(file, relative(inPackage(name, path)));
    texts.set(licenceOf(name), inPackage(name, "LICENSE"));
  }
  return texts;
}

/** Returns the rows of `THIRD_PARTY.md`: packages with their licences, then files with their hashes. */
export function rows(texts) {
  const packages = [...new Set(Object.values(FILES).map(([name]) => name))].map((name) => {
    const { version, license } = JSON.parse(inPackage(name, "package.json"));
    return `| \`${name}\` | ${version} | [${license}](service/board/vendor/${licenceOf(name)}) |`;
  });
  const files = Object.entries(FILES).map(([file, [name, path]]) => {
    const hash = createHash("sha256").update(texts.get(file)).digest("hex");
    return `| \`${file}\` | \`${name}\` | \`${path}\` | \`${hash}\` |`;
  });
  return [...packages, ...files];
}

/** Returns what stands in `vendor/` and in the list today. */
export const present = (file) => readFileSync(new URL(file, VENDOR), "utf8");
export const listed = () =>
  readFileSync(LIST, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"));

const licenceOf = (name) => `LICENSE.${name.replace(/^@/u, "").replace("/", "-")}.txt`;

function relative(text) {
  const named = text.replace(/(from|import)"([^"./][^"]*)"/gu, (_, word, name) => {
    if (!(name in RELATIVE)) throw new Error(`${name} is not taken over`);
    return `${word}"${RELATIVE[name]}"`;
  });
  return named.replace(/\/\/# sourceMappingURL=\S+\s*$/u, "");
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const texts = vendored();
  for (const [file, text] of texts) writeFileSync(new URL(file, VENDOR), text);
  for (const row of rows(texts)) if (!listed().includes(row)) console.log(row);
}
