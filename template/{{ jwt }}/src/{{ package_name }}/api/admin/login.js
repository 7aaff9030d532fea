// Logs in with tokens. They are kept in memory only, where nothing but this page finds
// them, so reloading the page logs out.

import { send } from "./http.js";
import { loginForm } from "./login_form.js";

let tokens = null;
let renewal = null;

export async function resume() {
  return false;
}

export function credential() {
  return tokens ? { Authorization: `Bearer ${tokens.access_token}` } : {};
}

// A refresh token works once, so requests that are refused together share a renewal.
export function renew() {
  renewal ??= refresh().finally(() => {
    renewal = null;
  });
  return renewal;
}

async function refresh() {
  if (tokens) {
    const body = { refresh_token: tokens.refresh_token };
    tokens = await send("POST", "/auth/refresh", { body }).then(({ data }) => data, forget);
  }
  return tokens !== null;
}

// Only a refusal ends the login. What was away comes back.
function forget(problem) {
  if (problem.status !== 401) {
    throw problem;
  }
  return null;
}

export async function view() {
  return loginForm("Reloading the page logs you out.", async (body) => {
    tokens = (await send("POST", "/auth/login", { body })).data;
  });
}

export async function logOut(call) {
  await call("POST", "/auth/logout");
  tokens = null;
}
