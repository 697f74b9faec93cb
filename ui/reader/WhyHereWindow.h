// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

namespace tern::ui {

/// Why a message is where it is, in a few lines. A window of its own that deletes itself.
/// Thread: UI.
class WhyHereWindow final : public QWidget {
    Q_OBJECT
public:
    WhyHereWindow(const WindowContext &context, const engine::OpenedMessagePtr &message, QWidget *parent);
};

} // namespace tern::ui
