// What pdf.js (Firefox) reads of a PDF: the texts of each page in order, the destinations, and the bookmarks.
//
//   node tests/pdf_js.mjs <folder of node_modules> <file>     → JSON

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , modules, file] = process.argv;
const { getDocument } = await import(pathToFileURL(`${modules}/pdfjs-dist/legacy/build/pdf.mjs`).href);
const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;

const pages = [];
for (let number = 1; number <= pdf.numPages; number += 1) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  pages.push(items.map(({ str, hasEOL }) => str + (hasEOL ? "\n" : "")).join(""));
}
const targets = {};
for (const [name, [page]] of Object.entries(await pdf.getDestinations())) targets[name] = await pdf.getPageIndex(page);
const flat = (items) => items.flatMap(({ title, items: below }) => [title, ...flat(below)]);
console.log(JSON.stringify({ pages, targets, outline: flat((await pdf.getOutline()) ?? []) }));
