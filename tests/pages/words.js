// Words in the wrong language, and messages that are missing, in a page given as text.
"use strict";

const [html, data] = arguments;
const page = new DOMParser().parseFromString(html, "text/html");
const language = (element) => (element.closest("[lang]") || page.documentElement).lang.slice(0, 2);
const written = [];
const walker = page.createTreeWalker(page, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  // What somebody typed, and what is for programs, is in no language.
  if (element.closest("script, style, textarea, code, pre, mark, [translate=no]")) continue;
  // Words that were found are marked in the middle of others.
  if (element.querySelector(":scope > mark")) written.push([element, element.textContent]);
  else written.push([element, walker.currentNode.data]);
}
for (const name of ["alt", "title", "placeholder", "aria-label"]) {
  for (const element of page.querySelectorAll(`[${name}]`)) written.push([element, element.getAttribute(name)]);
}

// Names are masked but for their first character.
const masked = /[\u3400-\u9fff]\*+/g;
const without = (text) => data.reduce((left, part) => left.replaceAll(part, " "), text.replaceAll(masked, " "));
const chinese = /[\u3400-\u9fff\u3001-\u3011\uff01-\uff5e]/;
const sentence = /[A-Za-z]{2,}(?:[ ,;'’-]+[A-Za-z]{2,}){3,}/;
const id = /(?<![\w/.@%-])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?![\w/.@%-])/;
const faults = new Set();
for (const [element, text] of written) {
  const left = without(text);
  const said = text.trim().slice(0, 80);
  if (language(element) === "zh") {
    if (sentence.test(left)) faults.add(`English in Chinese: ${said}`);
    if (id.test(left)) faults.add(`a message without words: ${said}`);
  } else {
    if (chinese.test(left)) faults.add(`Chinese in English: ${said}`);
    if (id.test(left.trim()) && !/\s/.test(left.trim())) faults.add(`a message without words: ${said}`);
  }
}
return [...faults];
