"""Yours: the routers of your own resources. Updates leave it alone.

from .endpoints import items

routers = [items.router]
"""

from fastapi import APIRouter

routers: list[APIRouter] = []
