// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QAction;
class QLabel;

namespace tern::ui {

class Avatar;
class ElidedLabel;
class FlatButton;

/// Sender with the address always in sight, recipients (a click shows all of them), date and size; in a conversation also what can be done to this message.
/// Thread: UI.
class MessageHeader final : public QWidget {
    Q_OBJECT
public:
    explicit MessageHeader(const Theme &theme, QWidget *parent = nullptr);
    /// What a list row knows: at once.
    void showRow(const store::MessageRow &row);
    /// What the message itself says.
    void showMessage(const engine::OpenedMessage &message);
    /// The message's own buttons, beside "more".
    void addAction(QAction *action, const QString &iconName);
    void showActions(bool on);

Q_SIGNALS:
    void moreRequested(const QPoint &at);

private:
    void setPerson(const QString &name, const QString &address);
    void setWhen(UnixMillis date, std::int64_t size);
    void setRecipients(const QString &line, const QString &all);
    void recolour();

    const Theme &m_theme;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_address;
    ElidedLabel *m_to;
    FlatButton *m_more;
    QLabel *m_all;
    QLabel *m_date;
    QLabel *m_size;
    QWidget *m_actions;
};

/// "Mon 23 Nov 2026, 09:41".
[[nodiscard]] QString longDate(UnixMillis date);
[[nodiscard]] QString shortSize(std::int64_t bytes);

} // namespace tern::ui
