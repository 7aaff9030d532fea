// Requests to the API of this service, and its refusals.

const API = new URL("../api/v1", import.meta.url);

// A refusal, as the problem document says it.
export class Problem extends Error {
  constructor({ status, detail, errors }) {
    super(detail ?? `The service answered with status ${status}.`);
    this.status = status;
    this.errors = errors ?? [];
  }
}

// Nobody is logged in any more.
export class LoggedOut extends Problem {}

// Fills a path in, with every value encoded: path`/users/${id}`
export function path(parts, ...values) {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}

export async function send(method, path, { query, headers, body } = {}) {
  const url = new URL(`${API}${path}`);
  url.search = new URLSearchParams(query);
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Problem({ detail: "The service cannot be reached." });
  });
  // A proxy may answer with something else.
  const data = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Problem({ ...data, status: response.status });
  }
  return { data, etag: response.headers.get("ETag"), next: findNext(response) };
}

// The id after which the next page begins, if there is one.
function findNext(response) {
  const link = response.headers.get("Link")?.match(/<([^>]*)>; rel="next"/);
  return link && new URL(link[1], API).searchParams.get("after");
}
