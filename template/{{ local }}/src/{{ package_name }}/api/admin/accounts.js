// What is offered because this service has the accounts: invitations, ending sessions.

import { call } from "./api.js";
import { heading } from "./dom.js";
import { button, checkboxes, field, form, input } from "./forms.js";
import { path } from "./http.js";
import { announce, go } from "./navigation.js";

export async function invite() {
  const { data: roles } = await call("GET", "/roles");
  const choices = roles.map((role) => [role.name, role.description]);
  const fields = [
    field("email", "Email address", input({ type: "email", required: true })),
    field("name", "Name (optional)", input()),
    checkboxes("roles", "Roles", choices, ["user"]),
  ];
  const submit = async (given) => {
    const body = {
      email: given.get("email"),
      name: given.get("name") || null,
      roles: given.getAll("roles"),
    };
    const { data } = await call("POST", "/admin/users", { body });
    go("Invited by mail, with a link to choose a password.", "users", data.id);
  };
  return [heading("Invite a user"), form("Invite", fields, submit)];
}

export function userActions(user) {
  return button("End all sessions", () => endSessions(user));
}

async function endSessions(user) {
  const { data } = await call("DELETE", path`/admin/users/${user.id}/sessions`);
  announce(data.message);
}
