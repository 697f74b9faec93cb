// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QWidget>

#include <memory>

namespace tern::ui {

class EngineBridge;
class Theme;

/// Mail that waits to be sent, is being sent or could not be sent, in words, with what one can do about each.
/// Thread: UI.
class OutboxView final : public QWidget {
    Q_OBJECT

public:
    explicit OutboxView(EngineBridge &bridge, const Theme &theme, QWidget *parent = nullptr);
    ~OutboxView() override;

    [[nodiscard]] int count() const;

Q_SIGNALS:
    /// The item was taken back; open its draft in a composer.
    void editRequested(tern::DraftId draft);
    void countChanged(int waiting);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tern::ui
