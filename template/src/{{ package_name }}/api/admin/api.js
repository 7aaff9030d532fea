// Calls the API as the user who is logged in.

import { LoggedOut, send } from "./http.js";
import { credential, renew } from "./login.js";

export async function call(method, path, options = {}) {
  const attempt = () =>
    send(method, path, { ...options, headers: { ...options.headers, ...credential() } });
  const refused = async (problem) => {
    if (problem.status !== 401) {
      throw problem;
    }
    if (await renew()) {
      return attempt();
    }
    throw new LoggedOut({ detail: "Please log in again." });
  };
  return attempt().catch(refused);
}
