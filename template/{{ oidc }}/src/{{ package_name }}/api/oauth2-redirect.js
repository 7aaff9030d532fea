// Hands the provider's answer to the page that opened this window, and closes it.
"use strict";

const question = window.opener?.swaggerUIRedirectOauth2;

if (question) {
  // Each question is answered once.
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
    return "The answer is to another question than that of this page: not used.";
  }
  if (!given.get("code")) {
    return given.get("error_description") ?? given.get("error") ?? "No code came back.";
  }
  return null;
}
