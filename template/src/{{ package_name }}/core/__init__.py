"""What everything else stands on: settings, errors, permissions. Knows no layer above.

Importing `project` here makes its permissions known before anybody asks for them.
"""

from . import project as project
