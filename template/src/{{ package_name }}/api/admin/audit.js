// The audit log, newest first.

import { call } from "./api.js";
import { heading, table, time } from "./dom.js";
import { field, input, search } from "./forms.js";
import { link, pages } from "./navigation.js";

const COLUMNS = ["When", "Action", "By", "About", "Address", "Details"];

export async function listEvents({ query }) {
  const { data, next } = await call("GET", "/admin/audit-events", { query });
  const id = (name) => input({ type: "number", min: 1, value: query[name] ?? "" });
  return [
    heading("Audit log"),
    search("audit", [
      field("action", "Action", input({ type: "search", value: query.action ?? "" })),
      field("actor_id", "By user (id)", id("actor_id")),
      field("subject_id", "About user (id)", id("subject_id")),
    ]),
    table(COLUMNS, data.map(row)),
    pages("audit", query, next),
  ];
}

function row(event) {
  return [
    time(event.happened_at),
    link(event.action, "audit", "", { action: event.action }),
    user(event.actor_id),
    user(event.subject_id),
    event.ip_address,
    describe(event.details),
  ];
}

function user(id) {
  return id && link(`User ${id}`, "users", id);
}

function describe(details) {
  const parts = Object.entries(details).map(
    ([name, value]) => `${name}: ${[value].flat().join(", ") || "–"}`,
  );
  return parts.length ? parts.join("; ") : null;
}
