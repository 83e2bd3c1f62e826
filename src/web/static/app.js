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

// A box above a list ticks every box of its form.
for (const all of document.querySelectorAll("input[data-all]")) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll(`input[type="checkbox"][form="${all.dataset.all}"]`)) {
      box.checked = all.checked;
    }
  });
}

// While a request is entered: who was here before, and what may be the same. What is typed goes in no address.
for (const form of document.querySelectorAll("form[data-hints]")) {
  const telling = ["category", "name", "id_kind", "id_number", "credit_code", "phone", "subject"];
  const place = document.getElementById("hints");
  let waiting = 0;
  let asking = null;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.hints, { method: "POST", body, signal: asking.signal });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch {
      // The next key asks again, and the button does so without a script.
    }
  };
  form.addEventListener("input", (event) => {
    if (!telling.includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
}
