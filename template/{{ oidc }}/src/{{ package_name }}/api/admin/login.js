// Logs in at the provider, by an authorization code with PKCE. The access token is kept
// in memory only, where nothing but this page finds it, so reloading the page logs out.

import { h } from "./dom.js";
import { button } from "./forms.js";

const PAGE = new URL("../admin", import.meta.url).href;
// Other services of this host have the same storage.
const QUESTION = `login at ${PAGE}`;

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
    h("p", {}, button("Log in at the provider", () => leaveFor(provider), "primary")),
    h("p", { class: "hint" }, "Reloading the page logs you out."),
  ];
}

// What the service knows of the provider and the client there, or `null`.
function findProvider() {
  return ask(new URL("login.json", import.meta.url));
}

async function ask(url, options) {
  try {
    return await (await fetch(url, options)).json();
  } catch {
    return null;
  }
}

async function leaveFor(provider) {
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
    return tell(Object.fromEntries(given), "The provider returned no authorization code.");
  }
  return null;
}

function tell({ error, error_description: said }, otherwise) {
  return said ?? error ?? otherwise;
}

async function exchange(code, { verifier }) {
  const provider = await findProvider();
  const answer = provider && (await redeem(provider, code, verifier));
  token = answer?.access_token ?? null;
  return token ? "" : tell(answer ?? {}, "The provider cannot be reached.");
}

function redeem({ token_url, client_id }, code, code_verifier) {
  const question = { client_id, code, code_verifier, redirect_uri: PAGE };
  const body = new URLSearchParams({ grant_type: "authorization_code", ...question });
  return ask(token_url, { method: "POST", body });
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
