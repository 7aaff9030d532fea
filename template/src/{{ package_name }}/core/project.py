"""Yours: permissions and settings of your resources. Updates leave this file alone.

Permissions are the members of an enum, and settings are the fields of a class:

    class ItemPermission(Vocabulary):
        ITEMS_READ = "items:read"

    class ItemSettings(Settings):
        items_per_order: int = 20

    items = lazy(ItemSettings)
"""
