// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QObject>

#include <memory>

namespace tern::ui {

/// Desktop notifications for new mail (org.freedesktop.Notifications), grouped per account. Without a session bus or a
/// notification service it does nothing. Follows the setting notifications.newMail.
/// Thread: UI.
class Notifier final : public QObject {
    Q_OBJECT

public:
    explicit Notifier(const WindowContext &context, QObject *parent = nullptr);
    ~Notifier() override;

Q_SIGNALS:
    /// A click: show this message. Raise the window first.
    void activated(tern::PlacementId placement);

private Q_SLOTS:
    void actionInvoked(quint32 id, const QString &action);
    void closed(quint32 id, quint32 reason);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tern::ui
