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

// Buttons that only a script can serve are hidden until there is one: data-copy names what is copied, of a link its address.
for (const button of document.querySelectorAll("button[data-copy], button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (button.dataset.print !== undefined) return window.print();
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.href ?? source.textContent.trim());
      button.textContent = button.dataset.done;
    } catch {
      window.getSelection().selectAllChildren(source);
    }
  });
}

document.documentElement.classList.add("scripted");

// What is already published is offered while somebody types.
for (const place of document.querySelectorAll("[data-offers]")) {
  const field = document.getElementById(place.dataset.from);
  let waiting;
  let shown = field.value;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (field.value === shown) return;
      shown = field.value;
      const address = new URL(place.dataset.offers, location);
      address.searchParams.set("q", shown);
      const answer = await fetch(address).catch(() => null);
      if (answer && answer.ok && field.value === shown) place.innerHTML = (await answer.text()).trim();
    }, 400);
  });
}

// A file goes on its way as soon as it is picked or dropped, and waits for its form on the server.
for (const group of document.querySelectorAll("[data-upload]")) {
  const form = group.closest("form");
  const input = group.querySelector("input[type=file]");
  const picked = document.getElementById("picked");
  const send = (fields) => {
    const data = new FormData();
    for (const name of ["form_token", "draft"]) data.set(name, form.elements[name].value);
    for (const [name, value] of fields) data.append(name, value);
    const request = new XMLHttpRequest();
    const progress = document.createElement("progress");
    request.upload.addEventListener("progress", (event) => {
      progress.max = event.total;
      progress.value = event.loaded;
    });
    request.addEventListener("loadend", () => {
      progress.remove();
      // Without an answer the files stay in their field and go with the form.
      if (!(request.getResponseHeader("Content-Type") || "").startsWith("text/html")) return;
      picked.innerHTML = request.responseText.trim();
      input.value = "";
    });
    request.open("POST", group.dataset.upload);
    input.after(progress);
    request.send(data);
  };
  input.addEventListener("change", () => {
    if (input.files.length) send([...input.files].map((file) => ["file", file]));
  });
  picked.addEventListener("click", (event) => {
    const button = event.target.closest("button[value^=remove-]");
    if (!button) return;
    event.preventDefault();
    send([["act", button.value]]);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    input.addEventListener(name, () => input.parentElement.classList.toggle("over", name === "dragover"));
  }
}

// Whoever has to sign in again finds what was typed before in its form: kept by this tab only, and never a password.
const kept = "gongkai typed";
if (document.body.classList.contains("desk")) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.querySelector("input[type=password]")) return;
    const typed = [...new FormData(form)].filter(([name, value]) => name !== "form_token" && typeof value === "string");
    sessionStorage.setItem(kept, JSON.stringify({ action: form.getAttribute("action"), typed }));
  });
  const before = JSON.parse(sessionStorage.getItem(kept) || "null");
  if (before && before.lost) {
    const forms = [...document.forms].filter((form) => form.getAttribute("action") === before.action);
    for (const [name, value] of forms.length === 1 ? before.typed : []) {
      for (const field of forms[0].querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
        else if (field.type !== "hidden") field.value = value;
      }
    }
    if (forms.length) sessionStorage.removeItem(kept);
  } else {
    sessionStorage.removeItem(kept);
  }
} else if (location.pathname === "/sign-in") {
  const before = JSON.parse(sessionStorage.getItem(kept) || "null");
  if (before) sessionStorage.setItem(kept, JSON.stringify({ ...before, lost: true }));
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

// Keys on the review page: they lead to a place and decide nothing. Whoever does not want them switches them off.
const keys = document.querySelector("input[data-keys]");
if (keys) {
  const off = "gongkai keys off";
  keys.checked = localStorage.getItem(off) === null;
  keys.addEventListener("change", () => (keys.checked ? localStorage.removeItem(off) : localStorage.setItem(off, "")));
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("textarea, select, input:not([type=checkbox])");
    if (!keys.checked || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = event.key === "o" ? document.getElementById("f-opinion") : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!place) return;
    event.preventDefault();
    if (place.href) location.assign(place.href);
    else place.focus();
  });
}
