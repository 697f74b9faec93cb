// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

class QLabel;

namespace tern::ui {

/// How a message came here: the drawing, what the provider's checks say, a button that verifies its signatures, and one that copies all of it as text. Deletes
/// itself.
/// Thread: UI.
class JourneyWindow final : public QWidget {
    Q_OBJECT
public:
    JourneyWindow(const WindowContext &context, engine::OpenedMessagePtr message, QWidget *parent);

private:
    void verify();
    void showVerified(const Result<std::vector<engine::SignatureCheck>> &checks);
    [[nodiscard]] QString text() const;

    WindowContext m_context;
    engine::OpenedMessagePtr m_message;
    QLabel *m_provider;
    QLabel *m_verified;
};

} // namespace tern::ui
