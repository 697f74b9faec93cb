// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

#include <memory>

namespace tern::ui {

/// Mail that waits to be sent, is being sent or could not be sent, in words, with what one can do about each; and the ledger of what was sent.
/// Thread: UI.
class OutboxView final : public QWidget {
    Q_OBJECT

public:
    explicit OutboxView(const WindowContext &context, QWidget *parent = nullptr);
    ~OutboxView() override;

    [[nodiscard]] int count() const;
    /// The ledger of what was sent, in place of what waits.
    void showSent(bool sent);

Q_SIGNALS:
    /// The item was taken back; open its draft in a composer.
    void editRequested(tern::DraftId draft);
    void countChanged(int waiting);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tern::ui
