// Calls the API as the user who is logged in.

import { send } from "./http.js";
import { credential, renew } from "./login.js";

export async function call(method, path, options = {}) {
  const attempt = () =>
    send(method, path, { ...options, headers: { ...options.headers, ...credential() } });
  try {
    return await attempt();
  } catch (problem) {
    if (problem.status === 401 && (await renew())) {
      return attempt();
    }
    throw problem;
  }
}
