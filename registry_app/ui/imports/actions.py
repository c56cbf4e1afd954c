"""The verbs of the pages about imported lists."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

IMPORT: Final = ActionSpec("list:import", N_("&Import a list…"), "Ctrl+N", "file-import", "list:import", "imports")
TAKE_BACK: Final = ActionSpec(
    "list:take_back", N_("Take bac&k…"), "Ctrl+Del", "arrow-back-up", "list:import", "imports"
)
ONE_TAKE_BACK: Final = ActionSpec(
    "batch:take_back", N_("Take bac&k…"), "Ctrl+Del", "arrow-back-up", "list:import", "import_batch"
)
ONE_AGENCY: Final = ActionSpec("batch:agency", N_("Open the a&gency"), "Ctrl+G", "building", page="import_batch")
BACK: Final = ActionSpec("import:back", N_("&Back"), "Alt+Up", "arrow-left", page="import")
NEXT: Final = ActionSpec("import:next", N_("&Next"), "Ctrl+Return", "arrow-right", "list:import", "import")
SAVE_REPORT: Final = ActionSpec("import:report", N_("&Save the report…"), "Ctrl+Shift+S", "download", page="import")
SAVE_MAPPING: Final = ActionSpec(
    "import:keep_mapping", N_("&Keep these columns under a name…"), "Ctrl+S", "bookmark", "list:import", "import"
)

ACTIONS: Final = (IMPORT, TAKE_BACK, ONE_TAKE_BACK, ONE_AGENCY, BACK, NEXT, SAVE_REPORT, SAVE_MAPPING)
