// What is not offered: the provider has the sessions, and nobody is invited, since a
// person's first request creates their account.

export const invite = null;

export function userActions() {
  return null;
}
