"""What every backend is asked, in this order: as data, one call for each step.

The names are the same where the backends are asked the same, and their answers are
compared by them.
"""

from tests.contract.local import LOCAL, NEW
from tests.contract.people import ANN, BOB, EVE, GOOD, ROOT
from tests.contract.served import Plan
from tests.contract.shared import SHARED
from tests.contract.step import Step

# Three people, in this order: an administrator and two ordinary users.
_WITH_PASSWORDS = [
    Step("root logs in", None, "POST /auth/login", ROOT, becomes="root"),
    Step("root is the first", "root", "GET /users/me", keeps={"root": "id"}),
    Step("ann registers", None, "POST /users", ANN, keeps={"ann": "id"}),
    Step("ann logs in", None, "POST /auth/login", ANN, becomes="ann"),
    Step("bob registers", None, "POST /users", BOB, keeps={"bob": "id"}),
    Step("bob logs in", None, "POST /auth/login", BOB, becomes="bob"),
]
_WITH_A_PROVIDER = [
    Step("root is the first", "root", "GET /users/me", keeps={"root": "id"}),
    Step("ann is seen", "ann", "GET /users/me", keeps={"ann": "id"}),
    Step("bob is seen", "bob", "GET /users/me", keeps={"bob": "id"}),
]


_TOKENS = [
    Step(
        "ann logs in for tokens",
        None,
        "POST /auth/login",
        NEW,
        keeps={"refresh": "refresh_token"},
        becomes="ann",
    ),
    Step("no refresh token", None, "POST /auth/refresh", {}),
    Step(
        "a made-up refresh token", None, "POST /auth/refresh", {"refresh_token": "a.b"}
    ),
    Step(
        "a long refresh token", None, "POST /auth/refresh", {"refresh_token": "a" * 201}
    ),
    Step(
        "an access token to refresh",
        None,
        "POST /auth/refresh",
        {"refresh_token": "a.b.c"},
    ),
    Step(
        "a refresh",
        None,
        "POST /auth/refresh",
        {"refresh_token": "{refresh}"},
        keeps={"newer": "refresh_token"},
        becomes="refreshed",
    ),
    Step("the older token until it ends", "ann", "GET /users/me"),
    Step("the newer token", "refreshed", "GET /users/me"),
    Step("a refresh again", None, "POST /auth/refresh", {"refresh_token": "{refresh}"}),
    Step("a login that a thief may have", "refreshed", "GET /users/me"),
    Step("its newest token", None, "POST /auth/refresh", {"refresh_token": "{newer}"}),
]


_FOREIGN = {"Origin": "https://evil.example"}
_NO_PROOF = {"X-CSRF-Token": ""}
_COOKIES = [
    Step("ann logs in for a cookie", None, "POST /auth/login", NEW, becomes="ann"),
    Step("a page of another site reads", "ann", "GET /users/me", headers=_FOREIGN),
    Step("a page of another site writes", "ann", "PATCH /users/me", {}, _FOREIGN),
    Step("a page of another site logs in", None, "POST /auth/login", NEW, _FOREIGN),
    Step(
        "a page of another site logs out",
        "ann",
        "POST /auth/logout",
        None,
        {"Sec-Fetch-Site": "cross-site"},
    ),
    Step(
        "a page of a sister site writes",
        "ann",
        "PATCH /users/me",
        {},
        {"Sec-Fetch-Site": "same-site"},
    ),
    Step(
        "a page of its own writes",
        "ann",
        "PATCH /users/me",
        {},
        _NO_PROOF | {"Sec-Fetch-Site": "same-origin"},
    ),
    Step("nobody says from where", "ann", "PATCH /users/me", {}, _NO_PROOF),
    Step(
        "somebody says it wrongly", "ann", "PATCH /users/me", {}, {"X-CSRF-Token": "x"}
    ),
]


_PEOPLE = {
    "root": ({"sub": "root"}, {}, "ours"),
    "ann": ({"sub": "ann", "email": "ann@example.com"}, {}, "ours"),
    "bob": ({"sub": "bob"}, {}, "ours"),
    "boss": ({"sub": "boss", "realm_access": {"roles": ["boss"]}}, {}, "ours"),
    "late": ({"exp": 1}, {}, "ours"),
    "early": ({"nbf": 2**40}, {}, "ours"),
    "endless": ({"exp": None}, {}, "ours"),
    "nameless": ({"sub": None}, {}, "ours"),
    "elsewhere": ({"aud": "https://elsewhere.example"}, {}, "ours"),
    "foreign": ({"iss": "https://elsewhere.example"}, {}, "ours"),
    "client": ({}, {"typ": "JWT"}, "ours"),
    "keyless": ({}, {"kid": "unknown"}, "ours"),
    "forged": ({}, {}, "another"),
}
_PROVIDER = [
    Step("where tokens come from", None, "GET /auth/config", shows="scopes"),
    Step("the methods of that", None, "POST /auth/config", {}),
    Step("nobody registers", None, "POST /users", EVE),
    Step("nobody logs in", None, "POST /auth/login", EVE),
    *(
        Step(f"a token that is {name}", name, "GET /users/me")
        for name in list(_PEOPLE)[4:]
    ),
    Step(
        "a deleted person is another one",
        "bob",
        "GET /users/me",
        keeps={"bob": "id"},
        shows="roles",
    ),
    Step("with another account", "root", "GET /users/{bob}", shows="id"),
    Step(
        "the boss is seen", "boss", "GET /users/me", keeps={"boss": "id"}, shows="roles"
    ),
    Step(
        "the boss may what administrators may",
        "boss",
        "GET /admin/audit-events?limit=3",
        shows="action",
    ),
    Step(
        "the boss is none that is stored", "root", "GET /users?role=admin", shows="id"
    ),
    Step(
        "the boss does not save the last one",
        "boss",
        "PUT /users/{root}/roles",
        {"roles": []},
    ),
    Step("the boss goes", "boss", "DELETE /users/{boss}"),
    Step(
        "all that happened", "root", "GET /admin/audit-events?limit=100", shows="action"
    ),
]

# Who there is before anything else is asked.
BEGINNINGS = {
    "jwt": _WITH_PASSWORDS,
    "session": _WITH_PASSWORDS,
    "oidc": _WITH_A_PROVIDER,
}
SCRIPTS = {
    "jwt": BEGINNINGS["jwt"] + SHARED + LOCAL + _TOKENS,
    "session": BEGINNINGS["session"] + SHARED + LOCAL + _COOKIES,
    "oidc": BEGINNINGS["oidc"] + SHARED + _PROVIDER,
}

_CREATE_ADMIN = ["create-admin", "--email", ROOT["email"], "--password", GOOD]
_LOCAL_PLAN = Plan(
    commands=[_CREATE_ADMIN],
    settings={
        "MAIL_DISPATCH": "inline",
        "MAIL_POLL_SECONDS": "0.05",
        "THROTTLE_LOGIN": "5/300",
        "THROTTLE_MAIL": "5/3600",
        "THROTTLE_MAIL_SOURCE": "100/3600",
    },
)
PLANS = {
    "jwt": _LOCAL_PLAN,
    "session": _LOCAL_PLAN,
    "oidc": Plan(commands=[["create-admin", "--subject", "root"]], people=_PEOPLE),
}
