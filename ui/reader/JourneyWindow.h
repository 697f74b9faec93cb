// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QWidget>

namespace tern::ui {

/// How a message came here: the drawing, what the provider's checks say, and a button that copies all of it as text. Deletes itself.
/// Thread: UI.
class JourneyWindow final : public QWidget {
    Q_OBJECT
public:
    JourneyWindow(const Theme &theme, const engine::OpenedMessagePtr &message, QWidget *parent);
};

} // namespace tern::ui
