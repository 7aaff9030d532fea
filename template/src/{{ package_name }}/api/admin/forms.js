// Forms and buttons, which show what the API refuses, at the field if it names one.

import { h } from "./dom.js";
import { LoggedOut } from "./http.js";
import { address, again, announce } from "./navigation.js";

export function field(name, label, control) {
  control.id = name;
  control.name = name;
  control.setAttribute("aria-describedby", `${name}-fault`);
  return h("div", { class: "field" }, h("label", { for: name }, label), control, fault(name));
}

export function input(attributes = {}) {
  return h("input", { autocomplete: "off", spellcheck: "false", ...attributes });
}

export function select(options, chosen = "") {
  const items = Object.entries(options).map(([value, text]) =>
    h("option", { value, selected: value === chosen }, text),
  );
  return h("select", {}, items);
}

// `choices` are pairs of a value and what it means.
export function checkboxes(name, legend, choices, checked) {
  const boxes = choices.map(([value, meaning]) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: "checkbox", name, value, checked: checked.includes(value) }),
      h("span", {}, value, meaning && h("small", {}, meaning)),
    ),
  );
  return h("fieldset", {}, h("legend", {}, legend), boxes, fault(name));
}

export function form(verb, fields, submit) {
  const trouble = h("p", { class: "fault", role: "alert" });
  const refused = (problem) => {
    const rest = (problem.errors ?? []).filter((error) => !mark(element, error));
    trouble.textContent = [problem.message, ...rest.map(describe)].join(" ");
    element.querySelector("[aria-invalid]")?.focus();
  };
  const attempt = (event) => {
    event.preventDefault();
    clear(element);
    return once(element, () => submit(new FormData(element)), refused);
  };
  const element = h("form", { submit: attempt }, fields, trouble, h("button", {}, verb));
  return element;
}

// A search is a link to its result.
export function search(name, fields) {
  const element = form("Search", fields, async (given) => {
    location.hash = address(name, "", Object.fromEntries(given));
  });
  element.role = "search";
  return element;
}

export function button(text, action, kind = "") {
  const refused = (problem) => announce(problem.message, "fault");
  const attempt = () => once(element, action, refused);
  const element = h("button", { type: "button", class: kind, click: attempt }, text);
  return element;
}

export function ask(question, verb) {
  const close = (answer) => () => dialog.close(answer);
  const dialog = h(
    "dialog",
    { "aria-labelledby": "question" },
    h("p", { id: "question" }, question),
    h("button", { type: "button", click: close("") }, "Cancel"),
    h("button", { type: "button", class: "danger", click: close("yes") }, verb),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

export function describe({ loc, msg }) {
  return `${loc.at(-1)}: ${msg}`;
}

// Pressing twice does it once. A disabled button would lose the focus.
async function once(element, action, refused) {
  if (element.ariaBusy) {
    return;
  }
  element.ariaBusy = "true";
  try {
    await action();
  } catch (problem) {
    if (problem instanceof LoggedOut) {
      again(problem.message);
    } else {
      refused(problem);
    }
  } finally {
    element.ariaBusy = null;
  }
}

function fault(name) {
  return h("p", { class: "fault", id: `${name}-fault` });
}

function clear(element) {
  for (const place of element.querySelectorAll(".fault")) {
    place.textContent = "";
    place.previousElementSibling?.removeAttribute("aria-invalid");
  }
}

// Shows it at the field that it is about, if there is one.
function mark(element, { loc, msg }) {
  const places = loc.map((name) => element.querySelector(`#${CSS.escape(name)}-fault`));
  const place = places.find(Boolean);
  if (place) {
    place.textContent = msg;
    place.previousElementSibling.setAttribute("aria-invalid", "true");
  }
  return Boolean(place);
}
