// Forms and buttons, which show what the API refuses, at the field if it names one.

import { h } from "./dom.js";
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
  const attempt = async (event) => {
    event.preventDefault();
    clear(element);
    try {
      await submit(new FormData(element));
    } catch (problem) {
      trouble.textContent = tell(problem);
      problem.errors?.forEach((error) => mark(element, error));
      element.querySelector("[aria-invalid]")?.focus();
    }
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
  const attempt = async ({ currentTarget }) => {
    currentTarget.disabled = true;
    try {
      await action();
    } catch (problem) {
      announce(tell(problem), "fault");
    }
    currentTarget.disabled = false;
  };
  return h("button", { type: "button", class: kind, click: attempt }, text);
}

export function ask(question, verb) {
  const close = (answer) => () => dialog.close(answer);
  const dialog = h(
    "dialog",
    { "aria-labelledby": "question" },
    h("p", { id: "question" }, question),
    h("button", { type: "button", class: "quiet", click: close("") }, "Cancel"),
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

function tell(problem) {
  if (problem.status === 401) {
    again();
  }
  return problem.message;
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

function mark(element, { loc, msg }) {
  const places = loc.map((name) => element.querySelector(`#${CSS.escape(name)}-fault`));
  const place = places.find(Boolean);
  if (place) {
    place.textContent = msg;
    place.previousElementSibling.setAttribute("aria-invalid", "true");
  }
}
