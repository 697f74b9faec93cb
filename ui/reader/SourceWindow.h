// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QWidget>

namespace tern::ui {

/// A message byte for byte, as text. A window of its own that deletes itself.
/// Thread: UI.
class SourceWindow final : public QWidget {
    Q_OBJECT
public:
    SourceWindow(const Theme &theme, const engine::OpenedMessagePtr &message, QWidget *parent);
};

} // namespace tern::ui
