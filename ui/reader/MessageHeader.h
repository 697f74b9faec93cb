// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QLabel;

namespace tern::ui {

class Avatar;
class ElidedLabel;
class FlatButton;

/// Subject, sender with the address always in sight, recipients (a click shows all of them), date and size.
/// Thread: UI.
class MessageHeader final : public QWidget {
    Q_OBJECT
public:
    explicit MessageHeader(const Theme &theme, QWidget *parent = nullptr);
    /// What a list row knows: at once.
    void showRow(const store::MessageRow &row);
    /// What the message itself says.
    void showMessage(const engine::OpenedMessage &message);

private:
    void setPerson(const QString &name, const QString &address);
    void setWhen(UnixMillis date, std::int64_t size);
    void setLabels(const QStringList &labels);
    void setRecipients(const QString &line, const QString &all);
    void recolour();

    const Theme &m_theme;
    QLabel *m_subject;
    QWidget *m_labels;          ///< a Tag for each
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_address;
    ElidedLabel *m_to;
    FlatButton *m_more;
    QLabel *m_all;
    QLabel *m_date;
    QLabel *m_size;
};

/// "Mon 23 Nov 2026, 09:41".
[[nodiscard]] QString longDate(UnixMillis date);
[[nodiscard]] QString shortSize(std::int64_t bytes);

} // namespace tern::ui
