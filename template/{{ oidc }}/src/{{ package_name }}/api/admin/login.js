// Logs in at the provider, by an authorization code with PKCE. The access token is kept
// in memory only, where nothing but this page finds it, so reloading the page logs out.

import { h } from "./dom.js";
import { button } from "./forms.js";

const PAGE = new URL("../admin", import.meta.url).href;
const QUESTION = "admin-login";

let token = null;
let fault = "";

export function credential() {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export async function renew() {
  return false;
}

export async function logOut() {
  token = null;
}

export async function view() {
  const provider = await findProvider();
  if (!provider) {
    const why = "No client is set up (OIDC_ADMIN_CLIENT_ID), or the provider is away.";
    return h("p", {}, why);
  }
  return [
    fault && h("p", { class: "fault", role: "alert" }, fault),
    h("p", {}, button("Log in at the provider", () => ask(provider))),
    h("p", { class: "hint" }, "Reloading the page logs you out."),
  ];
}

async function findProvider() {
  const response = await fetch(new URL("login.json", import.meta.url));
  return response.json();
}

async function ask(provider) {
  const question = { state: random(), verifier: random(), hash: location.hash };
  sessionStorage.setItem(QUESTION, JSON.stringify(question));
  const url = new URL(provider.authorization_url);
  const parameters = {
    response_type: "code",
    client_id: provider.client_id,
    redirect_uri: PAGE,
    scope: provider.scopes.join(" "),
    state: question.state,
    code_challenge: await digest(question.verifier),
    code_challenge_method: "S256",
    // Some providers make a token for an API only if it is named.
    audience: provider.audience,
  };
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  location.assign(url);
}

// The provider has sent the browser back: takes the answer to the question, once.
export async function resume() {
  const given = new URLSearchParams(location.search);
  const question = JSON.parse(sessionStorage.getItem(QUESTION)) ?? {};
  sessionStorage.removeItem(QUESTION);
  if (given.has("state")) {
    history.replaceState(null, "", PAGE + (question.hash ?? ""));
    fault = findFault(given, question) ?? (await exchange(given.get("code"), question));
  }
  return token !== null;
}

function findFault(given, question) {
  if (given.get("state") !== question.state) {
    return "The response is not for this login (state mismatch) and was ignored.";
  }
  if (!given.get("code")) {
    const said = given.get("error_description") ?? given.get("error");
    return said ?? "The provider returned no authorization code.";
  }
  return null;
}

async function exchange(code, { verifier }) {
  const provider = await findProvider();
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: provider.client_id,
    redirect_uri: PAGE,
    code,
    code_verifier: verifier,
  });
  const response = await fetch(provider.token_url, { method: "POST", body });
  const answer = await response.json();
  token = answer.access_token ?? null;
  return token ? "" : (answer.error_description ?? answer.error);
}

function random() {
  return encode(crypto.getRandomValues(new Uint8Array(32)));
}

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return encode(new Uint8Array(bytes));
}

// Base64 for URLs (RFC 4648, 5), without padding.
function encode(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
