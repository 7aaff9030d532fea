// Builds elements. Strings become text nodes, so nothing is ever read as markup.

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (typeof value === "boolean") {
      element.toggleAttribute(name, value);
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
}

// A heading, which gets the focus when its view opens, and what can be done there.
export function heading(text, ...actions) {
  return h("div", { class: "heading" }, h("h1", { tabindex: -1 }, text), ...actions);
}

export function time(value) {
  const text = new Date(value).toLocaleString([], {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return h("time", { datetime: value }, text);
}

export function badge(text, kind = "") {
  return h("span", { class: `badge ${kind}` }, text);
}

export function facts(pairs) {
  const items = pairs.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]);
  return h("dl", {}, items.flat());
}

export function table(columns, rows) {
  if (!rows.length) {
    return h("p", { class: "empty" }, "Nothing found.");
  }
  const titles = columns.map((title) => h("th", { scope: "col" }, title));
  // On a narrow screen, each cell shows its title.
  const cells = (row) =>
    row.map((cell, index) => h("td", { "data-title": columns[index] }, cell || "–"));
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, titles)),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, cells(row)))),
  );
}
