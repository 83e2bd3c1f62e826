// Every page works without this; with it some things are quicker.
"use strict";

// A form is sent once, however often its button is pressed; coming back to the page frees it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
  } else if (!event.defaultPrevented && form.method === "post") {
    form.setAttribute("aria-busy", "true");
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

// Whoever is told what is wrong hears it first.
const errors = document.getElementById("errors");
if (errors) errors.focus();

// Buttons that only a script can serve are hidden until there is one: data-copy names what is copied.
for (const button of document.querySelectorAll("button[data-copy], button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (button.dataset.print !== undefined) return window.print();
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      button.textContent = button.dataset.done;
    } catch {
      window.getSelection().selectAllChildren(source);
    }
  });
}

// A file that is dropped on its field is picked.
for (const field of document.querySelectorAll("[data-files]")) {
  const over = (is) => () => field.classList.toggle("over", is);
  field.addEventListener("dragover", over(true));
  field.addEventListener("dragleave", over(false));
  field.addEventListener("drop", over(false));
}
