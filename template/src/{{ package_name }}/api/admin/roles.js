// The list of roles, one of them, and a new one.

import { call } from "./api.js";
import { badge, h, heading, table } from "./dom.js";
import { ask, button, checkboxes, field, form, input } from "./forms.js";
import { path } from "./http.js";
import { NEW, again, go, link } from "./navigation.js";

export async function listRoles({ me }) {
  const { data } = await call("GET", "/roles");
  return [
    heading("Roles", me.can("roles:write") && link("New role", "roles", NEW)),
    table(["Role", "Description", "Permissions"], data.map(row)),
  ];
}

function row(role) {
  return [link(role.name, "roles", role.name), role.description, permissionsOf(role)];
}

function permissionsOf(role) {
  // It stores none, and has all of them.
  const shown = role.name === "admin" ? ["all"] : role.permissions;
  return shown.length ? shown.map((name) => badge(name)) : null;
}

export async function showRole({ id, me }) {
  const { data: role, etag } = await call("GET", path`/roles/${id}`);
  const seen = { headers: { "If-Match": etag } };
  const writes = me.can("roles:write");
  return [
    heading(role.name, writes && button("Delete …", () => remove(role, seen), "danger")),
    writes ? editing(role, seen, me) : permissionsOf(role),
  ];
}

function editing(role, seen, me) {
  return form("Save role", fields(role, me), async (given) => {
    const body = payload(given);
    if (role.name === "admin") {
      delete body.permissions;
    }
    await call("PATCH", path`/roles/${role.name}`, { ...seen, body });
    again("The role was saved.");
  });
}

export async function addRole({ me }) {
  const name = field("name", "Name", input({ required: true }));
  const blank = { name: "", description: "", permissions: [] };
  return [
    heading("New role"),
    form("Create role", [name, fields(blank, me)], async (given) => {
      const body = { name: given.get("name"), ...payload(given) };
      const { data } = await call("POST", "/roles", { body });
      go("The role was created.", "roles", data.name);
    }),
  ];
}

// One can grant what one has; what the role has besides is shown as well.
function fields(role, me) {
  const known = [...new Set([...me.permissions, ...role.permissions])].sort();
  return [
    field("description", "Description", input({ value: role.description })),
    role.name !== "admin" &&
      checkboxes("permissions", "Permissions", known.map((name) => [name]), role.permissions),
  ].filter(Boolean);
}

function payload(given) {
  return {
    description: given.get("description"),
    permissions: given.getAll("permissions"),
  };
}

async function remove(role, seen) {
  if (await ask(`Delete the role ${role.name}? This cannot be undone.`, "Delete")) {
    await call("DELETE", path`/roles/${role.name}`, seen);
    go("The role was deleted.", "roles");
  }
}
