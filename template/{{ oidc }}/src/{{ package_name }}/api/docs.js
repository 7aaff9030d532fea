// Opens Swagger UI on the document of this service, with a login at the provider.
"use strict";

const here = document.currentScript.src;

fetch(new URL("login.json", here))
  .then((answer) => answer.json())
  .then(start);

function start(login) {
  const ui = SwaggerUIBundle({
    url: new URL("../openapi.json", here).href,
    dom_id: "#swagger-ui",
    deepLinking: true,
    oauth2RedirectUrl: new URL("oauth2-redirect", here).href,
    plugins: [
      {
        statePlugins: {
          spec: { wrapActions: { updateJsonSpec: offering(login) } },
          auth: { wrapActions: { authPopup: withRandomState } },
        },
      },
    ],
  });
  if (login) {
    ui.initOAuth({
      clientId: login.client_id,
      scopes: login.scopes,
      usePkceWithAuthorizationCodeGrant: true,
      // Some providers make a token for an API only if it is named.
      additionalQueryStringParams: { audience: login.audience },
    });
  }
}

// The service already knows the endpoints of the provider. Swagger UI would discover them
// again, and then offer every flow and scope of the provider.
function offering(login) {
  return (update) => (document) => {
    const schemes = document.components.securitySchemes;
    if (login) {
      const { description } = schemes.OpenIdConnect;
      schemes.OpenIdConnect = { type: "oauth2", description, flows: flows(login) };
    } else {
      delete schemes.OpenIdConnect;
    }
    return update(document);
  };
}

function flows(login) {
  return {
    authorizationCode: {
      authorizationUrl: login.authorization_url,
      tokenUrl: login.token_url,
      scopes: Object.fromEntries(login.scopes.map((scope) => [scope, ""])),
    },
  };
}

// Swagger UI sends the time of day as the state, which others can guess.
function withRandomState(open) {
  return (url, question) => {
    const address = new URL(url);
    question.state = crypto.getRandomValues(new Uint32Array(4)).join("-");
    address.searchParams.set("state", question.state);
    return open(address.href, question);
  };
}
