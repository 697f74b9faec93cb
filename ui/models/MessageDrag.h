// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QMimeData>

#include <optional>
#include <vector>

namespace tern::ui {

/// Messages on their way from the list to a folder. Understood only inside this process: the ids mean nothing elsewhere.
[[nodiscard]] QString messageDragType();
/// An empty one stands for whatever is selected in the list.
[[nodiscard]] QMimeData *makeMessageDrag(const std::vector<PlacementId> &messages);
/// nullopt: of another process, or no such drag.
[[nodiscard]] std::optional<std::vector<PlacementId>> messagesFromDrag(const QMimeData *data);

} // namespace tern::ui
