// Where the page is: all of it is in the hash, such as #/users?role=admin

import { h } from "./dom.js";

// In the place of an id; no role can be called that.
export const NEW = "+";

const notice = document.getElementById("notice");
let pending = "";

export function where() {
  const [path, query] = location.hash.slice(2).split("?");
  const [name, id] = path.split("/").map(decodeURIComponent);
  return { name: name || undefined, id, query: Object.fromEntries(new URLSearchParams(query)) };
}

export function address(name, id, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value);
  const search = given.length ? `?${new URLSearchParams(given)}` : "";
  return `#/${name}${id ? `/${encodeURIComponent(id)}` : ""}${search}`;
}

export function link(text, ...place) {
  return h("a", { href: address(...place) }, text);
}

// Shows the view again; the result of what was done is told when it is there.
export function again(result = "") {
  pending = result;
  dispatchEvent(new Event("hashchange"));
}

export function go(result, ...place) {
  history.pushState(null, "", address(...place));
  again(result);
}

export function announce(text, kind = "") {
  notice.textContent = text;
  notice.className = kind;
}

export function announcePending() {
  announce(pending);
  pending = "";
}

export function pages(name, query, next) {
  return h(
    "p",
    { class: "pages" },
    query.after && link("First page", name, "", { ...query, after: "" }),
    next && link("Next page", name, "", { ...query, after: next }),
  );
}
