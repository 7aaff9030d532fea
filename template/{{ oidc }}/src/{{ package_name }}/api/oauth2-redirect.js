// Hands the provider's response to the page that opened this window, and closes it.
"use strict";

const question = window.opener?.swaggerUIRedirectOauth2;

if (question) {
  // Each request gets one response.
  delete window.opener.swaggerUIRedirectOauth2;
  answer(question, new URLSearchParams(location.search));
  window.close();
}

function answer({ auth, state, redirectUrl, callback, errCb }, given) {
  const fault = findFault(given, state);
  if (fault) {
    errCb({ authId: auth.name, source: "auth", level: "error", message: fault });
  } else {
    auth.code = given.get("code");
    callback({ auth, redirectUrl });
  }
}

function findFault(given, state) {
  if (given.get("state") !== state) {
    return "The response is not for this login (state mismatch) and was ignored.";
  }
  if (!given.get("code")) {
    const said = given.get("error_description") ?? given.get("error");
    return said ?? "The provider returned no authorization code.";
  }
  return null;
}
