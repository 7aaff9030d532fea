"""The steps for backends with passwords: from opening an account to leaving."""

from tests.contract.people import ANN, BOB, EVE, GOOD, OTHER, ROOT
from tests.contract.step import Step

_REGISTERING = [
    Step("an address is taken", None, "POST /users", ANN),
    Step(
        "it is taken in capitals",
        None,
        "POST /users",
        ANN | {"email": "ANN@example.com"},
    ),
    Step(
        "a registration with everything",
        None,
        "POST /users",
        EVE | {"name": "Eve", "age": 20, "confirm_password": GOOD},
        keeps={"eve": "id"},
        shows="age",
    ),
    Step("a registration of nothing", None, "POST /users", {}),
    Step("no address", None, "POST /users", EVE | {"email": "eve"}),
    Step(
        "an encoded address",
        None,
        "POST /users",
        EVE | {"email": "=?utf-8?q?a?=@example.com"},
    ),
    Step(
        "an address that is too long",
        None,
        "POST /users",
        EVE | {"email": "a" * 250 + "@example.com"},
    ),
    Step("a weak password", None, "POST /users", EVE | {"password": "short"}),
    Step("a common password", None, "POST /users", EVE | {"password": "Password123"}),
    Step(
        "a password that is too long",
        None,
        "POST /users",
        EVE | {"password": "aA1" * 43},
    ),
    Step("a password with NUL", None, "POST /users", EVE | {"password": GOOD + "\0"}),
    Step(
        "a password of half a character",
        None,
        "POST /users",
        EVE | {"password": GOOD + "\ud800"},
    ),
    Step("two passwords", None, "POST /users", EVE | {"confirm_password": OTHER}),
    Step("a registration with roles", None, "POST /users", EVE | {"roles": ["admin"]}),
    Step("a registration of a child", None, "POST /users", EVE | {"age": 17}),
]
_LOGGING_IN = [
    Step("a deleted user", "bob", "GET /users/me"),
    Step("a deleted user logs in", None, "POST /auth/login", BOB),
    Step("a wrong password", None, "POST /auth/login", ANN | {"password": OTHER}),
    Step(
        "an unknown address",
        None,
        "POST /auth/login",
        ANN | {"email": "no@example.com"},
    ),
    Step("an address that cannot be", None, "POST /auth/login", ANN | {"email": "no"}),
    Step("a login with NUL", None, "POST /auth/login", ANN | {"email": "\0"}),
    Step("a login of nothing", None, "POST /auth/login", {}),
    Step(
        "a login that is empty", None, "POST /auth/login", {"email": "", "password": ""}
    ),
    Step(
        "a login that is too long",
        None,
        "POST /auth/login",
        ANN | {"password": "a" * 129},
    ),
    Step("a login with more", None, "POST /auth/login", ANN | {"remember": True}),
    Step(
        "a login in capitals",
        None,
        "POST /auth/login",
        ANN | {"email": "ANN@EXAMPLE.COM"},
        becomes="ann's phone",
    ),
    *(
        Step(f"guess {number}", None, "POST /auth/login", EVE | {"password": OTHER})
        for number in range(1, 7)
    ),
    Step("a right guess too late", None, "POST /auth/login", EVE),
]
_LOGINS = [
    Step("a stranger's logins", None, "GET /auth/sessions"),
    Step(
        "ann's logins",
        "ann's phone",
        "GET /auth/sessions",
        keeps={"phone": "0.id"},
        shows="is_current",
    ),
    Step("ann's first login", "ann", "GET /auth/sessions", keeps={"first": "0.id"}),
    Step("root ends a login of ann's", "root", "DELETE /auth/sessions/{first}"),
    Step("ann ends no login", "ann", "DELETE /auth/sessions/none"),
    Step(
        "ann ends a login that is too long", "ann", "DELETE /auth/sessions/" + "a" * 33
    ),
    Step("ann ends her other logins", "ann", "DELETE /auth/sessions"),
    Step("ann's phone is out", "ann's phone", "GET /users/me"),
    Step(
        "ann is not",
        "ann",
        "GET /auth/sessions",
        keeps={"first": "0.id"},
        shows="is_current",
    ),
    Step(
        "ann's phone logs in again",
        None,
        "POST /auth/login",
        ANN,
        becomes="ann's phone",
    ),
    Step("ann ends one of two", "ann's phone", "DELETE /auth/sessions/{first}"),
    Step("ann is out", "ann", "GET /users/me"),
    Step("ann logs in again", None, "POST /auth/login", ANN, becomes="ann"),
    Step("ann ends the logins of root", "ann", "DELETE /admin/users/{root}/sessions"),
    Step(
        "root ends the logins of nobody", "root", "DELETE /admin/users/999999/sessions"
    ),
    Step(
        "root ends the logins of ann",
        "root",
        "DELETE /admin/users/{ann}/sessions",
        shows="message",
    ),
    Step("ann is out everywhere", "ann's phone", "GET /users/me"),
    Step("ann logs in once more", None, "POST /auth/login", ANN, becomes="ann"),
    Step(
        "ann's phone logs in once more",
        None,
        "POST /auth/login",
        ANN,
        becomes="ann's phone",
    ),
]
_CHANGE = {"current_password": GOOD, "password": OTHER}
NEW = {"email": "new@example.com", "password": GOOD}
_PASSWORDS = [
    Step("a stranger changes a password", None, "POST /auth/password", _CHANGE),
    Step(
        "ann does not know her password",
        "ann",
        "POST /auth/password",
        _CHANGE | {"current_password": OTHER},
    ),
    Step(
        "ann takes a weak password",
        "ann",
        "POST /auth/password",
        _CHANGE | {"password": "short"},
    ),
    Step("ann changes her password", "ann", "POST /auth/password", _CHANGE),
    Step("ann goes on", "ann", "GET /users/me"),
    Step("her phone does not", "ann's phone", "GET /users/me"),
    Step("her old password", None, "POST /auth/login", ANN),
    Step(
        "ann forgot it",
        None,
        "POST /auth/password/forgot",
        {"email": "ann@example.com"},
        shows="message",
    ),
    Step(
        "nobody forgot it",
        None,
        "POST /auth/password/forgot",
        {"email": "no@example.com"},
        shows="message",
    ),
    Step("nothing was forgotten", None, "POST /auth/password/forgot", {}),
    Step(
        "a weak reset",
        None,
        "POST /auth/password/reset",
        {"token": "{token:ann@example.com:2}", "password": "short"},
    ),
    Step(
        "a reset by a made-up token",
        None,
        "POST /auth/password/reset",
        {"token": "a.b", "password": GOOD},
    ),
    Step(
        "a reset by another token",
        None,
        "POST /auth/password/reset",
        {"token": "{token:ann@example.com:1}", "password": GOOD},
    ),
    Step(
        "a reset",
        None,
        "POST /auth/password/reset",
        {"token": "{token:ann@example.com:2}", "password": GOOD},
    ),
    Step(
        "a reset again",
        None,
        "POST /auth/password/reset",
        {"token": "{token:ann@example.com:2}", "password": OTHER},
    ),
    Step("a reset ends all logins", "ann", "GET /users/me"),
    Step("the new password", None, "POST /auth/login", ANN, becomes="ann"),
    Step(
        "ann forgets again",
        None,
        "POST /auth/password/forgot",
        {"email": "ann@example.com"},
    ),
    Step(
        "ann forgets too often",
        None,
        "POST /auth/password/forgot",
        {"email": "ANN@example.com"},
    ),
]
_ADDRESSES = [
    Step("a stranger asks for a mail", None, "POST /auth/email/verify/request"),
    Step("root asks for a mail", "root", "POST /auth/email/verify/request"),
    Step("a made-up proof", None, "POST /auth/email/verify", {"token": "a.b"}),
    Step("no proof", None, "POST /auth/email/verify", {}),
    Step(
        "a proof and a wrong password",
        None,
        "POST /auth/email/verify",
        {"token": "{token:root@example.com:2}", "password": OTHER},
    ),
    Step(
        "the last administrator proves an address without the account",
        None,
        "POST /auth/email/verify",
        {"token": "{token:root@example.com:2}"},
    ),
    Step(
        "root's address is verified",
        "root",
        "POST /auth/email/verify",
        {"token": "{token:root@example.com:2}"},
    ),
    Step(
        "it is verified again",
        None,
        "POST /auth/email/verify",
        {"token": "{token:root@example.com:2}"},
    ),
    Step("root asks though it is verified", "root", "POST /auth/email/verify/request"),
    Step("ann asks for too many mails", "ann", "POST /auth/email/verify/request"),
    Step("a stranger changes an address", None, "POST /auth/email/change", NEW),
    Step(
        "another address by a wrong password",
        "ann",
        "POST /auth/email/change",
        NEW | {"password": OTHER},
    ),
    Step(
        "another address that is none",
        "ann",
        "POST /auth/email/change",
        NEW | {"email": "no"},
    ),
    Step(
        "another address that is taken",
        "ann",
        "POST /auth/email/change",
        ROOT,
        shows="message",
    ),
    Step("another address", "ann", "POST /auth/email/change", NEW, shows="message"),
    Step("a made-up confirmation", None, "POST /auth/email/confirm", {"token": "a.b"}),
    Step(
        "it is confirmed",
        None,
        "POST /auth/email/confirm",
        {"token": "{token:new@example.com:1}"},
    ),
    Step(
        "it is confirmed again",
        None,
        "POST /auth/email/confirm",
        {"token": "{token:new@example.com:1}"},
    ),
    Step("ann has another address", "ann", "GET /users/me", shows="email"),
    Step("the old address", None, "POST /auth/login", ANN),
    Step("the new address", None, "POST /auth/login", NEW, becomes="ann's phone"),
]
_GUEST = {"email": "guest@example.com", "name": "Guest"}
_INVITING = [
    Step("ann invites", "ann", "POST /admin/users", _GUEST),
    Step(
        "root invites",
        "root",
        "POST /admin/users",
        _GUEST,
        keeps={"guest": "id"},
        shows="name",
    ),
    Step("root invites again", "root", "POST /admin/users", _GUEST),
    Step("root invites no address", "root", "POST /admin/users", {"email": "no"}),
    Step(
        "root invites to no role",
        "root",
        "POST /admin/users",
        {"email": "x@example.com", "roles": ["none"]},
    ),
    Step("nobody came of it", "root", "GET /users?email=x@example.com", shows="id"),
    Step(
        "the guest accepts",
        None,
        "POST /auth/password/reset",
        {"token": "{token:guest@example.com:1}", "password": GOOD},
    ),
    Step(
        "the guest logs in",
        None,
        "POST /auth/login",
        {"email": "guest@example.com", "password": GOOD},
        becomes="guest",
    ),
    Step("the guest is a user", "guest", "GET /users/me", shows="roles"),
    Step("the guest goes", "guest", "DELETE /users/{guest}", shows="message"),
    Step("the guest is gone", "guest", "GET /users/me"),
]
_LEAVING = [
    Step("a stranger logs out", None, "POST /auth/logout"),
    Step("ann logs out", "ann's phone", "POST /auth/logout"),
    Step("ann logs out again", "ann's phone", "POST /auth/logout"),
    Step("ann has logged out", "ann's phone", "GET /users/me"),
    Step(
        "all that happened", "root", "GET /admin/audit-events?limit=100", shows="action"
    ),
]

LOCAL = [
    *_REGISTERING,
    *_LOGGING_IN,
    *_LOGINS,
    *_PASSWORDS,
    *_ADDRESSES,
    *_INVITING,
    *_LEAVING,
]
