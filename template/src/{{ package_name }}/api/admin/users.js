// The list of users, and one of them.

import { invite, userActions } from "./accounts.js";
import { call } from "./api.js";
import { badge, facts, h, heading, table, time } from "./dom.js";
import { ask, button, checkboxes, field, form, input, search, select } from "./forms.js";
import { path } from "./http.js";
import { NEW, again, go, link, pages } from "./navigation.js";

const STATES = { "": "Any", true: "Active", false: "Inactive" };

export async function listUsers({ query, me }) {
  const { data, next } = await call("GET", "/users", { query });
  return [
    heading("Users", me.isAdmin && invite && link("Invite a user", "users", NEW)),
    search("users", [
      field("email", "Email address", input({ type: "search", value: query.email ?? "" })),
      field("role", "Role", input({ type: "search", value: query.role ?? "" })),
      field("is_active", "State", select(STATES, query.is_active)),
    ]),
    table(["Id", "Email address", "Verified", "Name", "State", "Created"], data.map(row)),
    pages("users", query, next),
  ];
}

function row(user) {
  return [
    `${user.id}`,
    link(nameOf(user), "users", user.id),
    user.email_verified_at ? "yes" : "no",
    user.name,
    state(user),
    time(user.created_at),
  ];
}

export function nameOf(user) {
  return user.email ?? user.name ?? `User ${user.id}`;
}

function state(user) {
  return user.is_active ? badge("active", "good") : badge("inactive");
}

export async function showUser({ id, me }) {
  const { data: user } = await call("GET", path`/users/${id}`);
  return [
    heading(
      nameOf(user),
      state(user),
      me.isAdmin && link("History", "audit", "", { subject_id: user.id }),
    ),
    // All of them: a project has columns of its own.
    facts(Object.entries(user).map(([name, value]) => [label(name), shown(name, value)])),
    me.can("users:update") && h("section", {}, renaming(user)),
    me.can("roles:read") && h("section", {}, await rolesOf(user, me)),
    actions(user, me),
  ];
}

function label(name) {
  return name.replaceAll("_", " ");
}

function shown(name, value) {
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  return value && name.endsWith("_at") ? time(value) : String(value ?? "–");
}

async function rolesOf(user, me) {
  const [{ data: all }, { data: own }] = await Promise.all([
    call("GET", "/roles"),
    call("GET", path`/users/${user.id}/roles`),
  ]);
  if (!me.can("roles:assign")) {
    return [h("h2", {}, "Roles"), h("p", {}, own.roles.join(", "))];
  }
  const choices = all.map((role) => [role.name, role.description]);
  return form(
    "Save roles",
    checkboxes("roles", "Roles", choices, own.roles),
    async (given) => {
      const body = { roles: given.getAll("roles") };
      await call("PUT", path`/users/${user.id}/roles`, { body });
      again("Saved. The roles apply from the next request.");
    },
  );
}

function renaming(user) {
  const name = field("name", "Name", input({ value: user.name ?? "" }));
  return form("Save name", name, async (given) => {
    // PUT sets to null what it does not get, so what else can be edited goes along.
    const { id, email, email_verified_at, is_active, created_at, updated_at, ...rest } = user;
    const body = { ...rest, name: given.get("name") || null };
    await call("PUT", path`/users/${id}`, { body });
    again("The name was saved.");
  });
}

function actions(user, me) {
  const verb = user.is_active ? "Deactivate" : "Activate";
  return h(
    "div",
    { class: "actions" },
    me.isAdmin && userActions(user),
    me.isAdmin && button(verb, () => setState(user, !user.is_active)),
    me.can("users:delete") && button("Delete …", () => remove(user), "danger"),
  );
}

async function setState(user, isActive) {
  const body = { is_active: isActive };
  await call("PATCH", path`/admin/users/${user.id}`, { body });
  again(isActive ? "The user was activated." : "The user was deactivated.");
}

async function remove(user) {
  if (await ask(`Delete ${nameOf(user)}? This cannot be undone.`, "Delete")) {
    await call("DELETE", path`/users/${user.id}`);
    go("The user was deleted.", "users");
  }
}
