// Ace by DAISY in one Node.js with one Chromium for all books: {"file": path} a line → its report a line (see engine.py).
// Started with the path of Ace's own command, beside which its packages lie.
"use strict";

const { realpathSync } = require("node:fs");
const { createRequire } = require("node:module");
const { createInterface } = require("node:readline");

// What Ace itself prints (messages, and the whole report where no folder is named for it) is no answer.
const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
console.log = console.error;
process.on("uncaughtException", (error) => {
  console.error(String(error));
  process.exit(1);
});

const ofAce = createRequire(realpathSync(process.argv[2]));
const ace = ofAce("@daisy/ace-core");
const puppeteer = ofAce("@daisy/ace-axe-runner-puppeteer");

// Ace starts a browser for each book and closes it; this one is started once and closed with the process.
let started;
const runner = { ...puppeteer, launch: () => (started ??= puppeteer.launch()), close: async () => {} };

async function report({ file }) {
  const [, said] = await ace(file, { cwd: process.cwd(), lang: "de", silent: true, initLogger: true }, runner);
  return said;
}

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    let said;
    try {
      said = await report(JSON.parse(line));
    } catch (error) {
      said = { failed: String(error.message ?? error) };
    }
    answer(`${JSON.stringify(said)}\n`);
  }
  if (started) await puppeteer.close();
})();
