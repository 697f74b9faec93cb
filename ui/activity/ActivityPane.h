// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

#include <memory>

namespace tern::ui {

/// What goes on: each account's lanes with what they do, and every operation that waits, with its reason and what one can do.
/// Thread: UI.
class ActivityPane final : public QWidget {
    Q_OBJECT

public:
    explicit ActivityPane(const WindowContext &context, QWidget *parent = nullptr);
    ~ActivityPane() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    /// "Look into it" beside an account with a problem: opens the doctor.
    void doctorRequested(tern::AccountId account);
    void closeRequested();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tern::ui
