// What the page does beyond showing the text: go to a line, say which line one is in, mark a range of lines.
// All content is there without it; it reads nothing from elsewhere and keeps one thing on the device: whether keys are on.
// Neither "less than" nor "and" signs of the language stand here, so that the page is XHTML and HTML at once.
(() => {
  "use strict";
  const say = JSON.parse(document.currentScript.dataset.say);
  const fragments = new Map();
  document.querySelectorAll(".chapter .line").forEach((each) => {
    const name = each.id || each.dataset.line;
    if (!name) return;
    if (!fragments.has(name)) fragments.set(name, []);
    fragments.get(name).push(each);
  });
  const prefixes = [...new Set([...fragments.keys()].map((name) => name.replace(/zeile-\d+$/, "")))];
  const numbers = (prefix) =>
    [...fragments.keys()].filter((name) => name.replace(/zeile-\d+$/, "") === prefix).map((name) => Number(name.match(/\d+$/)[0]));
  const title = (prefix) => {
    const heading = prefix ? document.getElementById(prefix + "titel") : document.querySelector("h1");
    return heading ? heading.textContent.trim() : "";
  };
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const make = (tag, attributes, ...content) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...content);
    return made;
  };
  const field = make("input", { id: "zu-zeile", autocomplete: "off", spellcheck: "false", size: "12" });
  const keys = make("input", { type: "checkbox", id: "tasten" });
  const status = make("p", { role: "status", class: "status" });
  const form = make(
    "form",
    { class: "to-line", ...say.language },
    make("label", { for: "zu-zeile" }, say.to),
    field,
    make("button", {}, say.go),
    make("span", { class: "keys" }, keys, make("label", { for: "tasten" }, say.keys)),
    status
  );
  document.querySelector("nav.contents").append(form);

  let again = false;
  const announce = (text) => {
    status.textContent = "";
    // A live region is read when it changes, so the same words are followed by a space every other time (Orca 43 passes over
    // what it has just read), and come after a moment in which there are none.
    again = !again;
    setTimeout(() => { status.textContent = text + (again ? "\u00a0" : ""); }, 60);
  };

  const mark = (prefix, first, last) => {
    document.querySelectorAll(".line.marked").forEach((each) => each.classList.remove("marked"));
    for (let number = first; last >= number; number += 1)
      (fragments.get(prefix + "zeile-" + number) || []).forEach((each) => each.classList.add("marked"));
  };

  const show = (prefix, first, last) => {
    const [begin] = fragments.get(prefix + "zeile-" + first) || [];
    if (!begin) return false;
    mark(prefix, first, fragments.has(prefix + "zeile-" + last) ? last : first);
    // Where one is led, the focus goes too: else a screen reader goes on reading where it was.
    begin.tabIndex = -1;
    begin.focus({ preventScroll: true });
    getSelection().collapse(begin, 0);
    begin.scrollIntoView({ block: "center" });
    return true;
  };

  const missing = (prefix, number) => {
    const found = numbers(prefix);
    announce(filled(say.missing, { number, first: Math.min(...found), last: Math.max(...found) }));
  };

  // Addresses: #zeile-36 is the browser's own; ranges and older spellings are read here.
  const follow = () => {
    const found = /^#(kapitel-[a-z0-9-]*-)?(?:zeile-?|z)(\d+)(?:[-–](\d+))?$/i.exec(decodeURIComponent(location.hash));
    if (!found) return mark("", 1, 0);
    const [prefix, first, last] = [(found[1] || "").toLowerCase(), Number(found[2]), Number(found[3] || found[2])];
    const own = prefixes.includes(prefix) ? prefix : null;
    if (own === null) return;
    if (!show(own, Math.min(first, last), Math.max(first, last))) missing(own, first);
  };

  const chapter = (words) => {
    const wanted = words.toLowerCase().replace(/^(kapitel|chapter)\s+/, "").trim();
    if (!wanted) return prefixes.length === 1 ? prefixes : [here().prefix].filter((each) => each !== undefined);
    const exact = prefixes.filter((prefix) => title(prefix).toLowerCase() === wanted);
    return exact.length ? exact : prefixes.filter((prefix) => title(prefix).toLowerCase().includes(wanted));
  };

  const go = () => {
    const found = /^\s*(.*?)[\s,:]*(?:(?:zeilen?|lines?|z\.?)\s*)?(\d+)\s*(?:(?:-|–|bis|to)\s*(\d+))?\s*$/i.exec(field.value);
    if (!found) return announce(say.unread);
    const [first, last] = [Number(found[2]), Number(found[3] || found[2])];
    const places = chapter(found[1]);
    if (places.length !== 1) return announce(filled(say.which, { title: title(prefixes[prefixes.length - 1]), number: first }));
    const [from, to] = [Math.min(first, last), Math.max(first, last)];
    if (!show(places[0], from, to)) return missing(places[0], first);
    history.pushState(null, "", "#" + places[0] + "zeile-" + from + (to > from ? "-" + to : ""));
    announce(filled(to > from ? say.lines : say.line, { number: from, last: to }));
  };

  // The line in which the caret of the reader is. Before a list item it stands in the list, at the item's place; at the
  // label of a list it stands before the first line of the item.
  const here = () => {
    const { focusNode: node, focusOffset: offset } = getSelection();
    if (!node) return {};
    const place = node.nodeType === Node.ELEMENT_NODE ? node.childNodes[offset] || node : node;
    const element = place.nodeType === Node.ELEMENT_NODE ? place : place.parentElement;
    const around = element.closest(".line") || element.querySelector(".line");
    const block = element.closest("li, p, h1, h2, h3, h4, h5, h6, pre, td, th, figcaption, caption");
    const fragment = around || (block ? block.querySelector(".line") : null);
    const name = fragment ? fragment.id || fragment.dataset.line : "";
    if (!fragments.has(name)) return {};
    return { prefix: name.replace(/zeile-\d+$/, ""), number: Number(name.match(/\d+$/)[0]) };
  };

  const where = () => {
    const { prefix, number } = here();
    if (number === undefined) return announce(say.nowhere);
    announce(filled(say.line, { number }) + (prefixes.length > 1 ? ", " + title(prefix) : ""));
  };

  const typing = (target) => target.closest ? target.closest("input, textarea, select, [contenteditable]") : null;
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "z") where();
    if (key === "g" || key === "j") {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); go(); });

  // Single keys can be turned off (WCAG 2.2, 2.1.4). A page opened from a folder may have no store.
  const kept = (change) => { try { return change(localStorage); } catch { return null; } };
  keys.checked = kept((store) => store.getItem("zeilentreu-tasten")) !== "aus";
  keys.addEventListener("change", () => kept((store) => store.setItem("zeilentreu-tasten", keys.checked ? "an" : "aus")));

  addEventListener("hashchange", follow);
  if (location.hash) follow();
})();
