// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QMenu>

#include <functional>

namespace tern::ui {

/// "Show as…": the charsets a message can be decoded by, for it alone or always for its sender. Deletes itself when it closes.
/// Thread: UI.
class CharsetMenu final : public QMenu {
    Q_OBJECT
public:
    explicit CharsetMenu(const engine::OpenedMessage &message, QWidget *parent = nullptr);

Q_SIGNALS:
    /// \param charset  empty: as the message says
    void chosen(tern::engine::CharsetScope scope, const QString &of, const QString &charset);

private:
    void fill(QMenu &menu, engine::CharsetScope scope, const QString &of, const QString &current);
};

} // namespace tern::ui
