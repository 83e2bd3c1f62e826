// What is wrong with the page that is shown, as sentences. Folded parts are opened: they are part of the page.
"use strict";

const describe = (element) => {
  const classes = [...element.classList].map((name) => `.${name}`).join("");
  return `<${element.tagName.toLowerCase()}${classes}> ${(element.textContent || "").trim().slice(0, 40)}`;
};

const looks = {
  unfold() {
    for (const details of document.querySelectorAll("details")) details.open = true;
  },

  // What sticks out of the page at the side; a part that scrolls by itself does not.
  overflow() {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const scrolls = (element) => element && (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > wide + 0.5 && !scrolls(element.parentElement),
    );
    return [`at ${wide} px it is ${document.documentElement.scrollWidth} px wide: ${out.slice(-2).map(describe).join("; ")}`];
  },

  // What somebody with a keyboard comes to without seeing where they are.
  focus() {
    const faults = [];
    for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
      if (element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) continue;
      element.focus();
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      if (document.activeElement !== element) continue;
      if (outlineStyle === "none" || outlineWidth === "0px") faults.push(`focus is not seen: ${describe(element)}`);
    }
    document.activeElement.blur();
    scrollTo(0, 0);
    return faults;
  },

  // Requests to others, and what a visit costs: the first one, and one with the files at hand that never change.
  weight(first, later) {
    const visit = performance.getEntriesByType("navigation")[0];
    const rest = performance.getEntriesByType("resource");
    const sum = (of, bytes) => of.reduce((all, entry) => all + bytes(entry), 0);
    const fresh = visit.transferSize + sum(rest, (entry) => entry.encodedBodySize + 300);
    const again = visit.transferSize + sum(rest.filter((entry) => !entry.name.includes("/static/")), (entry) => entry.transferSize);
    const faults = rest.filter((entry) => new URL(entry.name).origin !== location.origin).map((entry) => `it asks ${entry.name}`);
    if (fresh > first) faults.push(`a first visit costs ${fresh} bytes`);
    if (again > later) faults.push(`a further visit costs ${again} bytes`);
    return faults;
  },

  // axe-core's opinion, which comes later.
  async axe(options) {
    const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.replaceAll(/\s+/g, " ")}`),
    );
  },
};
