"""R3: the same as R1 written with `def`, over psycopg 3.

Above about 40 concurrent requests it locks itself up, as this common pattern does: all
worker threads wait for one of the 15 connections, and the requests that hold those
wait for a thread. It stands here so that the same fault in a service would show.
"""

import os
from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy import create_engine, make_url, select
from sqlalchemy.orm import Session, sessionmaker

from .bearer import oauth2_scheme, unauthorized, user_id_of
from .users import User, UserOut

url = make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+psycopg")
engine = create_engine(url, pool_size=5, max_overflow=10)
SessionLocal = sessionmaker(engine, expire_on_commit=False)

app = FastAPI(title="R3")


def get_session() -> Iterator[Session]:
    """Lend one session for the whole request."""
    with SessionLocal() as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


def get_current_user(
    token: Annotated[str, Depends(oauth2_scheme)], session: SessionDep
) -> User:
    """Load the caller, whom the token names."""
    user = session.get(User, user_id_of(token))
    if user is None:
        raise unauthorized()
    return user


def get_active_user(user: Annotated[User, Depends(get_current_user)]) -> User:
    """Refuse a caller who has been switched off."""
    if not user.is_active:
        raise HTTPException(403, "Inactive user")
    return user


ActiveUser = Annotated[User, Depends(get_active_user)]


@app.get("/users/me", response_model=UserOut)
def read_me(user: ActiveUser) -> User:
    """Return the caller's own account."""
    return user


@app.get("/users", response_model=list[UserOut])
def list_users(
    _: ActiveUser,
    session: SessionDep,
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Sequence[User]:
    """Return one page of accounts, oldest first."""
    query = select(User).order_by(User.id).offset(skip).limit(limit)
    return session.scalars(query).all()
