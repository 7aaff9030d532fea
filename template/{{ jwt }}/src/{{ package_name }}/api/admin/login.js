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
  const body = { refresh_token: tokens?.refresh_token };
  tokens = null;
  if (body.refresh_token) {
    const answer = await send("POST", "/auth/refresh", { body }).catch(() => null);
    tokens = answer?.data ?? null;
  }
  return tokens !== null;
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
