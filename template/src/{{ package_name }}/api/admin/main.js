// The page at /admin: a client of this service's API, with the rights of who logs in.

import { invite } from "./accounts.js";
import { call } from "./api.js";
import { listEvents } from "./audit.js";
import { h, heading } from "./dom.js";
import { button, describe } from "./forms.js";
import { LoggedOut } from "./http.js";
import * as login from "./login.js";
import { NEW, address, again, announcePending, where } from "./navigation.js";
import { addRole, listRoles, showRole } from "./roles.js";
import { listUsers, nameOf, showUser } from "./users.js";

// A section is a list; behind it are one of its things, and a new one.
const SECTIONS = {
  users: {
    title: "Users",
    isFor: (me) => me.can("users:read"),
    list: listUsers,
    one: showUser,
    add: invite,
  },
  roles: {
    title: "Roles",
    isFor: (me) => me.can("roles:read"),
    list: listRoles,
    one: showRole,
    add: addRole,
  },
  audit: { title: "Audit log", isFor: (me) => me.isAdmin, list: listEvents },
};
const service = document.title;
let latest = 0;

addEventListener("hashchange", () => show(open));
show(async () => ((await login.resume()) ? open() : logIn()));

// Shows what `load` returns, unless something else has been asked for meanwhile.
async function show(load) {
  const turn = ++latest;
  const content = await load().catch(explain);
  if (turn === latest) {
    fill("main", content.flat().filter(Boolean));
    const title = document.querySelector("h1");
    document.title = `${title.textContent} – ${service}`;
    (document.querySelector("main [autofocus]") ?? title).focus();
    announcePending();
  }
}

async function open() {
  const me = await whoAmI();
  const names = Object.keys(SECTIONS).filter((name) => SECTIONS[name].isFor(me));
  const { name = names[0], id, query } = where();
  frame(me, names, name);
  if (!names.length) {
    return [heading("Nothing to administer"), h("p", {}, "Your roles allow nothing here.")];
  }
  const { list, one, add } = SECTIONS[name] ?? {};
  const view = id === NEW ? add : id ? one : list;
  return view ? view({ id, query, me }) : [heading("There is no such page")];
}

// Asked for every view, so that it offers what is allowed by now.
async function whoAmI() {
  const { data } = await call("GET", "/users/me");
  const can = (permission) => data.permissions.includes(permission);
  return { ...data, can, isAdmin: data.roles.includes("admin") };
}

function frame(me, names, current) {
  const links = names.map((name) => {
    const attributes = { href: address(name), "aria-current": name === current && "page" };
    return h("a", attributes, SECTIONS[name].title);
  });
  fill("nav", links);
  fill(".caller", [h("span", {}, nameOf(me)), button("Log out", logOut)]);
}

function fill(selector, content) {
  document.querySelector(selector).replaceChildren(...content);
}

async function logOut() {
  await login.logOut(call);
  again();
}

async function logIn() {
  fill("nav", []);
  fill(".caller", []);
  return [heading("Log in"), await login.view()];
}

function explain(problem) {
  if (problem instanceof LoggedOut) {
    return logIn();
  }
  const lines = [problem.message, ...(problem.errors ?? []).map(describe)];
  return [heading("That did not work"), ...lines.map((line) => h("p", {}, line))];
}
