// Logs in with a cookie, which the browser keeps and sends, and no script can read.

import { send } from "./http.js";
import { loginForm } from "./login_form.js";

// Only the service knows whether there is a cookie that is still good.
export async function resume() {
  return true;
}

export function credential() {
  return {};
}

export async function renew() {
  return false;
}

export async function view() {
  return loginForm("", (body) => send("POST", "/auth/login", { body }));
}

export async function logOut(call) {
  await call("POST", "/auth/logout");
}
