"""Yours: the permissions and settings of your own resources. Updates leave it alone.

A permission is a member of an enum of your own, and a setting is a field of a class of
your own:

    class ItemPermission(Vocabulary):
        ITEMS_READ = "items:read"

    class ItemSettings(Section):
        items_per_order: int = 20

    items = load(ItemSettings)
"""
