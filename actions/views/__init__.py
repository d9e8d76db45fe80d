from .action import action, update
from .board_work import exceptions, exceptions_spreadsheet, for_board
from .decisions import date_change, date_change_ask, date_change_decide, date_change_withdraw, decide
from .edit import add, edit, objective_add, objective_edit
from .importing import (
    import_bad_rows,
    import_columns,
    import_discard,
    import_file,
    import_one,
    import_undo,
    imports,
)
from .indicator_many import indicator_grid, indicator_paste, targets, targets_spreadsheet
from .indicator_values import (
    indicator_approve,
    indicator_decide,
    indicator_enter,
    indicator_lock,
    indicator_take_back,
    indicator_value,
)
from .indicators import (
    indicator,
    indicator_add,
    indicator_edit,
    indicator_retire,
    indicator_trajectory,
    indicators,
    indicators_spreadsheet,
)
from .lists import mine, plan, plan_spreadsheet
from .start import start
from .ties import ties

__all__ = [
    "action",
    "add",
    "date_change",
    "date_change_ask",
    "date_change_decide",
    "date_change_withdraw",
    "decide",
    "edit",
    "exceptions",
    "exceptions_spreadsheet",
    "for_board",
    "import_bad_rows",
    "import_columns",
    "import_discard",
    "import_file",
    "import_one",
    "import_undo",
    "imports",
    "indicator",
    "indicator_add",
    "indicator_approve",
    "indicator_decide",
    "indicator_edit",
    "indicator_enter",
    "indicator_grid",
    "indicator_lock",
    "indicator_paste",
    "indicator_retire",
    "indicator_take_back",
    "indicator_trajectory",
    "indicator_value",
    "indicators",
    "indicators_spreadsheet",
    "mine",
    "objective_add",
    "objective_edit",
    "plan",
    "plan_spreadsheet",
    "start",
    "targets",
    "targets_spreadsheet",
    "ties",
    "update",
]
