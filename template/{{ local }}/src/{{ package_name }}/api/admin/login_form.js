// The form for an email address and a password.

import { h } from "./dom.js";
import { field, form, input } from "./forms.js";
import { again } from "./navigation.js";

export function loginForm(hint, logIn) {
  const email = { type: "email", autocomplete: "username", required: true, autofocus: true };
  const password = { type: "password", autocomplete: "current-password", required: true };
  const fields = [
    field("email", "Email address", input(email)),
    field("password", "Password", input(password)),
    h("p", { class: "hint" }, hint),
  ];
  return form("Log in", fields, async (given) => {
    await logIn(Object.fromEntries(given));
    again();
  });
}
