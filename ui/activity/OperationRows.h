// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/rows/RowListModel.h"

#include <functional>

namespace tern::ui {

enum OperationAction { RetryOperation = 1, CancelOperation };

/// How a waiting operation is shown.
/// \param folderName   the name a person knows a mailbox by, from its account and wire name.
/// \param accountName  an account's address; shown when there are several.
[[nodiscard]] RowData operationRow(const store::OperationRecord &operation, UnixMillis now, const QString &accountName,
                                   const std::function<QString(AccountId, const std::string &)> &folderName);

} // namespace tern::ui
