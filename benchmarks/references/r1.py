"""R1: FastAPI as most people write it, asynchronous, over asyncpg.

It is meant to be ordinary. Do not make it faster: what it costs is the unit in which
an asynchronous service is measured.
"""

import os
from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy import make_url, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from .bearer import oauth2_scheme, unauthorized, user_id_of
from .users import User, UserOut

url = make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+asyncpg")
engine = create_async_engine(url, pool_size=5, max_overflow=10)
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)

app = FastAPI(title="R1")


async def get_session() -> AsyncIterator[AsyncSession]:
    """Lend one session for the whole request."""
    async with SessionLocal() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]


async def get_current_user(
    token: Annotated[str, Depends(oauth2_scheme)], session: SessionDep
) -> User:
    """Load the caller, whom the token names."""
    user = await session.get(User, user_id_of(token))
    if user is None:
        raise unauthorized()
    return user


async def get_active_user(user: Annotated[User, Depends(get_current_user)]) -> User:
    """Refuse a caller who has been switched off."""
    if not user.is_active:
        raise HTTPException(403, "Inactive user")
    return user


ActiveUser = Annotated[User, Depends(get_active_user)]


@app.get("/users/me", response_model=UserOut)
async def read_me(user: ActiveUser) -> User:
    """Return the caller's own account."""
    return user


@app.get("/users", response_model=list[UserOut])
async def list_users(
    _: ActiveUser,
    session: SessionDep,
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Sequence[User]:
    """Return one page of accounts, oldest first."""
    query = select(User).order_by(User.id).offset(skip).limit(limit)
    return (await session.scalars(query)).all()
